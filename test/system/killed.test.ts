import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstToken, hashOf } from '../../gateway/identity/browser/refresh-token.ts'
import { environment, finish, freePort, isFree, type Running, run } from '../../scripts/local/processes.ts'
import { whenReady } from '../../scripts/local/server.ts'
import { openState, type State } from '../../scripts/local/state.ts'

/** The gateway as it really runs, killed in the middle of refreshes and started again over the same files. */

let folder: string
let state: State
let running: Running | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'))
  state = openState(folder)
  const args = ['d1', 'migrations', 'apply', 'identity', '--local', '-c', 'wrangler.toml', '--persist-to', folder]
  const { code, output } = await finish(run('wrangler', args, { env: environment(state.registry) }))
  if (code !== 0) throw new Error(output)
})
afterAll(async () => {
  await running?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function start(port: number): Promise<string> {
  running = run(
    'wrangler',
    [
      ...['dev', '-c', 'wrangler.toml', '--persist-to', folder, '--env-file', state.secrets],
      ...[
        '--ip',
        '127.0.0.1',
        '--port',
        String(port),
        '--inspector-port',
        '0',
        '--show-interactive-dev-session',
        'false',
      ],
    ],
    { env: environment(state.registry), log: join(folder, 'served.log') },
  )
  const url = `http://127.0.0.1:${port}`
  await whenReady(running, `${url}/.well-known/jwks.json`)
  return url
}

/** At once, as when the power goes: nothing is finished, nothing is closed. */
async function kill(port: number): Promise<void> {
  const { pid } = running?.child ?? {}
  if (pid === undefined) throw new Error('nothing runs')
  process.kill(-pid, 'SIGKILL')
  while (!(await isFree(port))) await new Promise(resolve => setTimeout(resolve, 20))
}

/** Identity's file, for while nothing runs. */
function openIdentity(): DatabaseSync {
  const d1 = join(folder, 'v3/d1/miniflare-D1DatabaseObject')
  const file = readdirSync(d1).find(name => /^[0-9a-f]{64}\.sqlite$/.test(name)) ?? ''
  return new DatabaseSync(join(d1, file))
}

/** So many sessions of one account. @returns the refresh token of each. */
function writeSessions(count: number): string[] {
  const db = openIdentity()
  const now = Date.now()
  db.exec(`
    INSERT INTO clinic (id, name, timezone, country, currency, locale, status, created_at, updated_at)
      VALUES ('cln-1', 'A clinic', 'UTC', 'US', 'USD', 'en', 'active', 0, 0);
    INSERT INTO account (id, email, name, locale, confirmed_at, created_at, updated_at) VALUES ('acc-1', 'a@example.test', 'A', 'en', 0, 0, 0);
    INSERT INTO membership (id, clinic_id, account_id, roles, created_at, updated_at)
      VALUES ('mbr-1', 'cln-1', 'acc-1', '["nurse"]', 0, 0);
  `)
  const insert = db.prepare(
    `INSERT INTO session (id, account_id, clinic_id, token_hash, rotated_at, device, created_at, expires_at)
     VALUES (?, 'acc-1', 'cln-1', ?, ?, 'x', ?, ?)`,
  )
  const tokens = Array.from({ length: count }, () => {
    const id = `ses-${crypto.randomUUID()}`
    const token = firstToken(id)
    insert.run(id, hashOf(token), now, now, now + 3_600_000)
    return token
  })
  db.close()
  return tokens
}

/** @returns the successor; 401 where it is refused, undefined where nobody answered. */
async function refresh(url: string, token: string): Promise<string | 401 | undefined> {
  const answer = await fetch(`${url}/api/auth/refresh`, {
    method: 'POST',
    headers: { cookie: `__Host-refresh=${token}` },
  }).catch(() => undefined)
  if (!answer) return undefined
  if (answer.status === 401) return 401
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  // What counts is the cookie: the person whose answer broke off in the middle has it.
  return /^__Host-refresh=([^;]+)/.exec(answer.headers.getSetCookie()[0] ?? '')?.[1]
}

test('killed between refresh and answer: the old token gets the same successor once more, and a rotated one nothing', async () => {
  const tokens = writeSessions(120)
  const port = await freePort()
  const first = await start(port)
  // Warm, so that those before the kill are answered and those after it are on their way.
  await fetch(`${first}/health`)
  let answered = 0
  // Eight at a time, so that the kill finds some on their way and some not yet sent, however fast the machine is.
  const before = tokens.map((): Awaited<ReturnType<typeof refresh>> => undefined)
  const left = tokens.entries()
  const asking = Array.from({ length: 8 }, async () => {
    for (const [i, token] of left) {
      before[i] = await refresh(first, token)
      answered++
    }
  })
  while (answered < tokens.length / 4) await new Promise(resolve => setImmediate(resolve))
  await kill(port)
  await Promise.all(asking)
  const known = before.filter(one => typeof one === 'string').length
  expect(known).toBeGreaterThan(0)
  expect(known).toBeLessThan(tokens.length)

  // A busy machine takes its time to start, and the thirty seconds of a repeat are not what is tested.
  const db = openIdentity()
  db.exec('UPDATE session SET rotated_at = rotated_at + 60000')
  db.close()
  const second = await start(port)
  const again = await Promise.all(tokens.map(token => refresh(second, token)))
  for (const [i, successor] of again.entries()) {
    expect(successor).toMatch(/^ses-/)
    // Whoever had the answer has a token that still counts: nothing that was answered was lost.
    if (before[i] !== undefined) expect(successor).toBe(before[i])
  }
  const third = await Promise.all(again.map(token => refresh(second, String(token))))
  for (const [i, successor] of third.entries()) {
    expect(successor).toMatch(/^ses-/)
    expect(successor).not.toBe(again[i])
  }
  expect(new Set(await Promise.all(tokens.map(token => refresh(second, token))))).toEqual(new Set([401]))
  // And that was a replay: it ended the sessions.
  expect(new Set(await Promise.all(third.map(token => refresh(second, String(token)))))).toEqual(new Set([401]))
})
