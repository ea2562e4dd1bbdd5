import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Verdict } from '../../gateway/access-log/contract.ts'
import { signAccessToken } from '../../gateway/identity/sessions/token.ts'
import { databaseFile } from '../../scripts/local/migrations.ts'
import { freePort, type Running } from '../../scripts/local/processes.ts'
import { serveWorkers, whenReady } from '../../scripts/local/server.ts'
import { migrate, openState, type State } from '../../scripts/local/state.ts'
import { copy, logFiles, restamp, secretOf, tamper } from '../support/access-log-files.ts'

/**
 * Drills: someone with the file of an access log, and sqlite3, changes it while the system is down. A clinic for each, one state for all.
 */

const drills = {
  untouched: 'nothing is changed',
  edited: 'an entry is edited',
  deleted: 'an entry in the middle is deleted',
  reordered: 'two entries change places',
  cut: 'the tail is cut off',
  cutYoung: 'the tail is cut off after the last checkpoint',
  restamped: 'everything from an entry on is stamped anew, without the secret',
  stolen: 'everything from an entry on is stamped anew, with the secret',
  unlisted: 'an entry is taken out of the list of its patient',
  restored: 'an old copy is put back',
  continued: 'an old copy is put back and written on',
} as const
type Drill = keyof typeof drills

/** The others differ from these in what the database is told, not in what must find it: with NIGHTLY=1, which the nightly run sets. */
const usual: Drill[] = ['untouched', 'edited', 'cut', 'cutYoung', 'stolen', 'unlisted', 'restored']
const all = Object.keys(drills) as Drill[]
const chosen = process.env.NIGHTLY ? all : usual
const isChosen = (drill: Drill) => chosen.includes(drill)

const clinicOf = (drill: Drill) => `cln-${drill.toLowerCase()}`
const perRound = 150
let rounds = 0
/** Drills that go on after the copy was made. */
const twice = (['restored', 'continued'] as const).filter(isChosen)

let state: State
let url = ''
let server: Running | undefined
const before = new Map<Drill, Verdict>()

beforeAll(async () => {
  state = openState(mkdtempSync(join(tmpdir(), 'drills-')))
  await migrate(state)
  for (const drill of chosen) admitOwner(drill)
  await start()
  for (const drill of chosen) await leaveEntries(drill)
  await stop()
  const olds = logFiles(state)
  const putBack = twice.map(drill => copy(olds.get(clinicOf(drill)) ?? ''))

  await start()
  for (const drill of twice) await leaveEntries(drill)
  for (const drill of chosen) before.set(drill, await verify(drill))
  await stop()
  for (const [drill, change] of Object.entries(changes)) {
    if (!isChosen(drill as Drill)) continue
    change(logFiles(state).get(clinicOf(drill as Drill)) ?? '', clinicOf(drill as Drill))
  }
  for (const back of putBack) back()
  await start()
  if (isChosen('continued')) await leaveEntries('continued')
}, 300_000)
afterAll(async () => {
  await stop()
  rmSync(state.folder, { recursive: true, force: true })
})

const changes: Partial<Record<Drill, (path: string, clinicId: string) => void>> = {
  edited: path => tamper(path, "UPDATE entry SET account_name = 'Somebody Else' WHERE sequence = 42"),
  deleted: path => tamper(path, 'DELETE FROM entry WHERE sequence = 77'),
  reordered: path =>
    tamper(
      path,
      'UPDATE entry SET sequence = 999 WHERE sequence = 30',
      'UPDATE entry SET sequence = 30 WHERE sequence = 31',
      'UPDATE entry SET sequence = 31 WHERE sequence = 999',
    ),
  cut: path => tamper(path, 'DELETE FROM entry WHERE sequence > 90'),
  cutYoung: path => tamper(path, `DELETE FROM entry WHERE sequence > ${lastCheckpoint('cutYoung') + 5}`),
  restamped: (path, clinicId) => {
    tamper(path, "UPDATE entry SET account_name = 'Somebody Else' WHERE sequence = 42")
    restamp(path, clinicId, 42, 'a secret that is guessed')
  },
  stolen: (path, clinicId) => {
    tamper(path, "UPDATE entry SET account_name = 'Somebody Else' WHERE sequence = 42")
    restamp(path, clinicId, 42, secretOf(state))
  },
  unlisted: path => tamper(path, 'DELETE FROM entry_patient WHERE sequence = 55'),
}

const lastCheckpoint = (drill: Drill) => before.get(drill)?.checkpoint?.sequence ?? 0

test.each(chosen)('before: %s is proved, and how much of its tail is young is said', drill => {
  const verdict = before.get(drill)
  const entries = drill === 'restored' || drill === 'continued' ? 2 * perRound : perRound
  expect(verdict).toMatchObject({ ok: true, entries, checkpoint: { sequence: expect.any(Number) } })
  expect(verdict?.broken).toBeUndefined()
  expect(lastCheckpoint(drill)).toBeGreaterThanOrEqual(100)
  expect(verdict?.young).toBe(entries - lastCheckpoint(drill))
})

const named = [
  ['edited', { sequence: 42, reason: 'altered' }],
  ['deleted', { sequence: 77, reason: 'missing' }],
  ['reordered', { sequence: 30, reason: 'altered' }],
  ['cut', { sequence: 91, reason: 'missing' }],
  ['restamped', { sequence: 42, reason: 'altered' }],
  ['unlisted', { sequence: 55, reason: 'unlisted' }],
  ['restored', { sequence: perRound + 1, reason: 'missing' }],
] as const
test.each(named.filter(([drill]) => isChosen(drill)))(
  '%s: verify names the first broken entry',
  async (drill, broken) => {
    const verdict = await verify(drill)
    expect(verdict, drills[drill]).toMatchObject({ ok: false, broken })
    expect(verdict.checkpoint?.sequence).toBeGreaterThanOrEqual(100)
  },
)

test.each((['stolen', 'continued'] as const).filter(isChosen))(
  '%s: a checkpoint tells, though every entry fits the next',
  async drill => {
    const verdict = await verify(drill)
    expect(verdict, drills[drill]).toMatchObject({ ok: false, broken: { reason: 'differs_from_checkpoint' } })
    const { sequence = 0 } = verdict.broken ?? {}
    expect(sequence).toBeGreaterThan(drill === 'stolen' ? 41 : perRound)
  },
)

test('a tail that no checkpoint has seen may be cut off: verify promised nothing of it', async () => {
  // A checkpoint comes after a minute, too: on a slow machine it may have sealed them all.
  const left = Math.min(5, before.get('cutYoung')?.young ?? 0)
  const verdict = await verify('cutYoung')
  expect(verdict).toMatchObject({ ok: true, entries: lastCheckpoint('cutYoung') + left })
  expect((await verify('untouched')).ok).toBe(true)
})

async function start(): Promise<void> {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  server = serveWorkers(state, port)
  await whenReady(server, `${url}/health`)
}

async function stop(): Promise<void> {
  await server?.stop()
  server = undefined
}

/**
 * The owner asks for the visits of so many patients, and each has none: a second look at the same one would leave no entry, and refused requests
 * would become one after the first ones.
 */
async function leaveEntries(drill: Drill): Promise<void> {
  const round = ++rounds
  const patients = Array.from({ length: perRound }, (_, i) => `pat-drill-${round}-${i}`)
  const headers = await ownerOf(drill, patients)
  for (let done = 0; done < perRound; done += 30) {
    const asked = patients.slice(done, done + 30).map(patient =>
      fetch(`${url}/api/appointments?patientId=${patient}`, { headers }).then(async answer => {
        await answer.body?.cancel()
        return answer.status
      }),
    )
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]))
  }
}

async function verify(drill: Drill): Promise<Verdict> {
  const answer = await fetch(`${url}/api/access-log/verify`, { headers: await ownerOf(drill) })
  expect(answer.status).toBe(200)
  return answer.json() as Promise<Verdict>
}

/** Every read asks whether its session stands. */
function admitOwner(drill: Drill): void {
  const identity = new DatabaseSync(databaseFile(state.folder, 'IDENTITY_DB'))
  const [account, clinic, now] = [accountOf(drill), clinicOf(drill), Date.now()]
  identity
    .prepare(
      `INSERT INTO clinic (id, name, timezone, country, currency, locale, status, version, created_at, updated_at)
       VALUES (?, 'A clinic', 'UTC', 'US', 'USD', 'en', 'active', 1, 0, 0)`,
    )
    .run(clinic)
  identity
    .prepare(
      `INSERT INTO account (id, email, name, locale, confirmed_at, created_at, updated_at) VALUES (?, ?, 'An owner', 'en', 0, 0, 0)`,
    )
    .run(account, `${account}@example.test`)
  identity
    .prepare(
      `INSERT INTO membership (id, clinic_id, account_id, roles, version, created_at, updated_at) VALUES (?, ?, ?, '["owner"]', 1, 0, 0)`,
    )
    .run(`mbr-${account}`, clinic, account)
  identity
    .prepare(
      `INSERT INTO session (id, account_id, clinic_id, token_hash, rotated_at, device, created_at, expires_at, stepped_up_at)
       VALUES (?1, ?2, ?3, ?1, ?4, 'a drill', ?4, ?4 + 43200000, ?4)`,
    )
    .run(`ses-${account}`, account, clinic, now)
  identity.close()
}

const accountOf = (drill: Drill) => `acc-${drill.toLowerCase()}`

async function ownerOf(drill: Drill, patients: string[] = []): Promise<{ authorization: string }> {
  const SIGNING_KEYS = /^SIGNING_KEYS=(.*)$/m.exec(readFileSync(state.secrets, 'utf8'))?.[1] ?? ''
  const claims = {
    sub: accountOf(drill),
    sid: `ses-${accountOf(drill)}`,
    name: 'An owner',
    clinicId: clinicOf(drill),
    timezone: 'UTC',
    currency: 'USD',
    locale: 'en',
    roles: ['owner' as const],
    patients,
    mv: 1,
  }
  const token = await signAccessToken({ SIGNING_KEYS, ISSUER: 'smart-healthcare' }, claims, Date.now())
  return { authorization: `Bearer ${token}` }
}
