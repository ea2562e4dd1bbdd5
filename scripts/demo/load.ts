import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '../../workers/shared/actor.ts'
import type { Role } from '../../workers/shared/permissions.ts'
import { freePort } from '../local/processes.ts'
import { serveWorkers, whenReady } from '../local/server.ts'
import type { State } from '../local/state.ts'
import { actors, type Caller, caller, inParallel } from './calls.ts'
import { type DemoClinic, harapan, harborview } from './clinics.ts'
import { loadFrontDesk, planSeries } from './front-desk.ts'
import { openClinic } from './open-clinic.ts'
import { planPatients, planVisits } from './plan.ts'
import { loadVisit } from './visit.ts'

/** Loads both demo clinics into an empty state, through the verbs, each with the instant at which it would have happened. */

const password = 'demo clinic 2026'
const people = ['owner', 'doctor', 'nurse', 'reception', 'patient'] as const

export const demoSignIns = [harapan, harborview]
  .map(({ key, clinic }) => `  ${clinic.name.padEnd(18)} ${people.map(who => `${who}@`).join(' ')} ${key}.example`)
  .concat(`  password           ${password}`)
  .join('\n')

/** How many visits are loaded side by side. */
const visitsAtOnce = 12

/** Stands in a state while the demo is being loaded into it. */
const loadingNote = (state: State) => join(state.folder, 'demo-loading')

/** Whether an earlier load broke off: what is there is half a demo, and loading goes on an empty state only. */
export function brokeOff(state: State): boolean {
  return existsSync(loadingNote(state))
}

/** @returns what was done, in a few words. */
export async function loadDemo(state: State, say: (now: string) => void): Promise<string> {
  const note = join(state.folder, 'demo')
  if (existsSync(note)) return `loaded on ${readFileSync(note, 'utf8').slice(0, 10)}`
  writeFileSync(loadingNote(state), '')
  const port = await freePort()
  const workers = serveWorkers(state, port, 'scripts/demo/wrangler.toml')
  try {
    await whenReady(workers, `http://127.0.0.1:${port}/`)
    const call = caller(`http://127.0.0.1:${port}/`)
    const now = Date.now()
    const accounts = new Map<string, string>()
    const clinics: Prepared[] = []
    for (const demo of [harapan, harborview]) clinics.push(await prepare(call, demo, now, accounts, say))
    // The clinics side by side: each visit waits for its own rows most of the time.
    const visits = interleaved(clinics.map(one => one.visits))
    let done = 0
    await inParallel(visits, visitsAtOnce, async job => {
      await job()
      if (++done % 20 === 0) say(`visits ${done} of ${visits.length}`)
    })
    await Promise.all(clinics.map(one => one.frontDesk()))
    writeFileSync(note, new Date(now).toISOString())
    rmSync(loadingNote(state))
    return `${harapan.patients + harborview.patients} patients, ${visits.length} visits`
  } finally {
    await workers.stop()
  }
}

type Job = () => Promise<void>

interface Prepared {
  visits: Job[]
  frontDesk: Job
}

/** The clinic with its people. @returns its visits, each to be loaded when its turn comes, and what comes after them. */
async function prepare(
  call: Caller,
  demo: DemoClinic,
  now: number,
  accounts: Map<string, string>,
  say: (done: string) => void,
): Promise<Prepared> {
  const as = actors(demo)
  const house = await openClinic(call, demo, now)
  const planned = planPatients(demo, now)
  const ids: string[] = []
  // One after the other: record numbers follow the order in which people came.
  for (const [i, patient] of planned.entries()) {
    const made = await call.verb('PATIENT', 'patient.register', as('receptionist', patient.registeredAt), patient.input)
    ids.push(made.id)
    if (i % 20 === 0) say(`${demo.clinic.name}, patients ${i} of ${planned.length}`)
  }
  const [adult, child] = ids
  if (!adult || !child) throw new Error('the portal has no patients')
  const signIn = await openAccounts(call, demo, house.staff, [adult, child], now, accounts)
  const who = (role: Role, instant: number, key: string): Actor => as(role, instant, signIn.get(key))
  const setting = { demo, house, who, now }
  const all = planVisits(demo, planned, now)
  const series = planSeries(demo, all, now)
  const visits = all.filter(visit => !series.dropped.has(visit))
  return {
    visits: visits.map(visit => async () => {
      const patientId = ids[visit.patient]
      if (patientId) await loadVisit(call, setting, visit, patientId)
    }),
    frontDesk: () => loadFrontDesk(call, setting, planned, visits, series.startsAt, ids),
  }
}

/** One of each in turn. */
function interleaved<T>(lists: T[][]): T[] {
  const longest = Math.max(...lists.map(list => list.length))
  return Array.from({ length: longest }, (_, i) => lists.flatMap(list => list.slice(i, i + 1))).flat()
}

/** The five sign-ins of a clinic, and the doctor of the other who also works here. @returns who stands behind each key of the staff. */
async function openAccounts(
  call: Caller,
  demo: DemoClinic,
  staff: Map<string, string>,
  [adult, child]: [adult: string, child: string],
  now: number,
  accounts: Map<string, string>,
): Promise<Map<string, { accountId: string; name: string; staffId?: string }>> {
  const known = new Map<string, { accountId: string; name: string; staffId?: string }>()
  const founded = now - 420 * 86_400_000
  const roles: Record<(typeof people)[number], Role> = {
    owner: 'owner',
    doctor: 'doctor',
    nurse: 'nurse',
    reception: 'receptionist',
    patient: 'patient',
  }
  for (const key of people) {
    const name =
      demo.staff.find(member => member.key === key)?.name ?? (demo.key === 'harapan' ? 'Maya Kartika' : 'Sofía Rivera')
    const input = { email: `${key}@${demo.key}.example`, name, locale: demo.language, password }
    const accountId = await call.identity<string>('openAccount', input, founded)
    accounts.set(input.email, accountId)
    const staffId = staff.get(key)
    const patients = [
      { patientId: adult, relation: 'self' },
      ...(demo.key === 'harapan' ? [{ patientId: child, relation: 'guardian' }] : []),
    ]
    await call.identity(
      'join',
      {
        clinicId: demo.clinic.id,
        accountId,
        roles: [roles[key]],
        staffId,
        patients: key === 'patient' ? patients : [],
      },
      founded,
    )
    known.set(key, { accountId, name, staffId })
  }
  const visiting = accounts.get('doctor@harapan.example')
  const staffId = staff.get('visiting')
  if (demo.key === 'harborview' && visiting && staffId) {
    await call.identity(
      'join',
      { clinicId: demo.clinic.id, accountId: visiting, roles: ['doctor'], staffId },
      founded + 1,
    )
    known.set('visiting', { accountId: visiting, name: 'dr. Sari Wulandari', staffId })
  }
  for (const member of demo.staff) {
    if (known.has(member.key)) continue
    known.set(member.key, {
      accountId: `acc-${demo.key}-${member.key}`,
      name: member.name,
      staffId: staff.get(member.key),
    })
  }
  return known
}
