import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseFile } from './migrations.ts'
import type { State } from './state.ts'
import { Trouble } from './trouble.ts'

/**
 * What a state holds of the demo, read from identity's file before anything runs: it may be loaded into an empty state; it is `loading` where
 * an earlier start was stopped meanwhile, and `broken` where that was before its people were all there.
 */
export type DemoState = 'empty' | 'broken' | 'loading' | 'ready' | 'none'

const clinic = 'cln-harapan'

export function demoOf(state: State): DemoState {
  const path = databaseFile(state.folder, 'IDENTITY_DB')
  if (!existsSync(path)) return 'empty'
  const db = new DatabaseSync(path)
  try {
    const clinics = db.prepare('SELECT count(*) AS clinics, sum(id = ?) AS ours FROM clinic').get(clinic)
    const noted = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'demo'").get()
    const row = noted ? db.prepare('SELECT done, total FROM demo').get() : undefined
    if (row) return Number(row.done) < Number(row.total) ? 'loading' : 'ready'
    // Of before the row was kept: a note beside the databases said that the demo is whole.
    if (existsSync(join(state.folder, 'demo'))) return 'ready'
    if (clinics?.ours) return 'broken'
    return clinics?.clinics ? 'none' : 'empty'
  } finally {
    db.close()
  }
}

interface Progress {
  demo: 'loading' | 'ready'
  done: number
  total: number
}

interface Health {
  demo?: Progress['demo']
  demoProgress?: { done: number; total: number; first: number }
}

/** Fire the demo Worker once and look how far it is. @throws Trouble where it fails. */
async function loadNext(url: string): Promise<Progress & { first: number }> {
  const answer = await fetch(`${url}/cdn-cgi/local/explorer/api/local/scheduled?worker=demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ cron: '* * * * *', scheduled_time: Date.now() }),
  })
  const text = await answer.text()
  if (!answer.ok || !/"outcome":\s*"ok"/.test(text))
    throw new Trouble(`The demo clinics could not be loaded: ${text.slice(0, 300)}`)
  const reply = await fetch(`${url}/health`)
  const health = (await reply.json()) as Health
  const { done = 0, total = 1, first = 1 } = health.demoProgress ?? {}
  return { demo: health.demo ?? 'loading', done, total, first }
}

/** Load until the demo can be used: its people and today's visits. */
export async function loadFirst(url: string, say: (now: string) => void): Promise<string> {
  say('people')
  for (;;) {
    const { done, total, first } = await loadNext(url)
    if (done >= first)
      return `open, with today's people and visits; ${total - done} more patients, visits and notes follow behind`
    say(`${done} of ${first}`)
  }
}

/** Load the rest. */
export async function loadRest(url: string, say: (now: string) => void): Promise<void> {
  for (;;) {
    const { demo, done, total } = await loadNext(url)
    if (demo === 'ready') return
    say(`${done} of ${total}`)
  }
}
