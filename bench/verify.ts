import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beginning, type ChainEnd, type NewEntry, toRow } from '../gateway/access-log/chain/entry.ts'
import type { Verdict } from '../gateway/access-log/contract.ts'
import { databaseFile } from '../scripts/local/migrations.ts'
import { freePort } from '../scripts/local/processes.ts'
import { serveWorkers, whenReady } from '../scripts/local/server.ts'
import type { State } from '../scripts/local/state.ts'
import { clinic, ids } from './seed/clinic.ts'
import { writeIdentity } from './seed/identity.ts'
import { tokensOf } from './tokens.ts'

/** How long a proof of an access log of so many entries takes. */
export interface Proved {
  entries: number
  /** Seconds, the median of five, and rows read, of the youngest span. */
  youngest: number
  rowsRead: number
  /** Seconds of all spans, one request after the other. */
  whole: number
  spans: number
}

/**
 * Grow one clinic's log to each size and prove it. The entries are written straight into the object's file, chained with the state's own secret; the
 * object then signs each cut by itself. Their copies for a backup are left out: a log makes them as it grows, and a proof reads none.
 */
export async function timeProofs(state: State, sizes: number[], say: (now: string) => void): Promise<Proved[]> {
  const identity = new DatabaseSync(databaseFile(state.folder, 'IDENTITY_DB'))
  writeIdentity(identity, Date.now())
  identity.close()
  const found: Proved[] = []
  await served(state, leaveEntry)
  for (const size of sizes) {
    say(`${size.toLocaleString('en')} entries: writing`)
    fill(state, size)
    say(`${size.toLocaleString('en')} entries: proving`)
    await served(state, async ask => {
      await leaveEntry(ask, size)
      while ((await verdictOf(ask)).young > 0) await new Promise(resolve => setTimeout(resolve, 200))
      found.push(await prove(ask))
    })
  }
  return found
}

type Ask = (path: string) => Promise<unknown>

const verdictOf = async (ask: Ask, until?: number) =>
  (await ask(`/api/access-log/verify${until ? `?until=${until}` : ''}`)) as Verdict

async function prove(ask: Ask): Promise<Proved> {
  const times: number[] = []
  let verdict = await verdictOf(ask)
  for (let i = 0; i < 5; i++) {
    const began = performance.now()
    verdict = await verdictOf(ask)
    times.push(performance.now() - began)
  }
  const { entries, rowsRead } = verdict
  const began = performance.now()
  let spans = 0
  for (let next: Verdict | undefined = await verdictOf(ask); next; spans++) {
    if (!next.ok) throw new Error(`the log of the bench is broken: ${JSON.stringify(next.broken)}`)
    next = next.older && (await verdictOf(ask, next.older.until))
  }
  const whole = (performance.now() - began) / 1_000
  const median = times.toSorted((a, b) => a - b)[2] ?? 0
  return { entries, youngest: median / 1_000, rowsRead, whole, spans }
}

/** A look at somebody whom nobody has looked at before. */
async function leaveEntry(ask: Ask, salt = 0): Promise<void> {
  await ask(`/api/appointments?patientId=${ids.patient(salt)}`)
}

async function served(state: State, work: (ask: Ask) => Promise<void>): Promise<void> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = serveWorkers(state, port)
  const tokens = tokensOf(state)
  try {
    await whenReady(server, `${url}/health`)
    await work(async path => {
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${await tokens('owner')}` } })
      if (answer.status !== 200) throw new Error(`${path} is answered ${answer.status}: ${await answer.text()}`)
      return answer.json()
    })
  } finally {
    await server.stop()
  }
}

/** Write entries until there are so many, as a busy day leaves them: most of one patient, each tenth a list of twenty. */
function fill({ folder, secrets }: State, size: number): void {
  const database = new DatabaseSync(logFile(folder))
  const secret = /^LOG_SECRET=(.*)$/m.exec(readFileSync(secrets, 'utf8'))?.[1] ?? ''
  const [head] = database.prepare('SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1').all()
  let end: ChainEnd = head ? { sequence: Number(head.sequence), hash: String(head.hash) } : beginning
  const toPatient = database.prepare('INSERT INTO entry_patient VALUES (?, ?, ?)')
  let toEntry: ReturnType<typeof database.prepare> | undefined
  // In memory until all is there: it is thrown away anyway where something fails.
  database.exec('PRAGMA cache_size = -1500000; PRAGMA synchronous = OFF; BEGIN')
  while (end.sequence < size) {
    const entry = anEntry(end.sequence)
    const row = toRow(entry, end, { secret, clinicId: clinic.id })
    const names = Object.keys(row)
    toEntry ??= database.prepare(`INSERT INTO entry (${names}) VALUES (${names.map(() => '?')})`)
    toEntry.run(...Object.values(row))
    for (const id of entry.patientIds) toPatient.run(id, row.at, row.sequence)
    end = { sequence: row.sequence, hash: row.hash }
  }
  database.prepare('INSERT OR IGNORE INTO archived VALUES (?, 0)').run(size)
  database.exec('COMMIT')
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

function anEntry(i: number): NewEntry & { part: number } {
  const count = i % 10 === 0 ? 20 : 1
  return {
    at: Date.UTC(2026, 0, 1) + i * 1_000,
    requestId: `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    accountId: `acc-b-${i % 12}`,
    accountName: 'Sari Wijaya',
    roles: ['nurse'],
    actsFor: [],
    action: count > 1 ? 'appointment.board' : 'patient.read',
    patientIds: Array.from({ length: count }, (_, n) => ids.patient((i * 7 + n) % 20_000)),
    outcome: 'ok',
    part: 1,
  }
}

function logFile(folder: string): string {
  const logs = join(folder, 'v3/do/gateway-AccessLog')
  const [name] = readdirSync(logs).filter(one => /^[0-9a-f]{64}\.sqlite$/.test(one))
  if (!name) throw new Error('there is no access log yet')
  return join(logs, name)
}
