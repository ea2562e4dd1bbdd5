import { type ClinicFixture, must } from './clinic-fixture.ts'
import type { FullDay } from './full-day-fixture.ts'
import type { Person, Reply } from './harness.ts'

/** An encounter in which somebody is writing just now: what a fixture has only for the tests that compare everything. */
export interface Chart {
  encounter: string
  /** Of the encounter, as its SOAP note is saved next. */
  version: number
  /** The nurse's, not yet signed. */
  draft: string
  /** Withdrawn when the encounter is signed. */
  left: string
  /** Of the visit in progress. */
  visited: string
  /** A visit that has an encounter and was cancelled then. */
  cancelled: string
}

export async function aChart(
  { people, own, canary }: ClinicFixture,
  { running, runningPatient }: FullDay,
): Promise<Chart> {
  const { doctor, nurse, receptionist } = people
  const encounter = must(await doctor.ask('POST', '/api/encounters', { patientId: runningPatient })).id
  const note = async () =>
    must(await nurse.ask('POST', `/api/encounters/${encounter}/notes`, { kind: 'nursing', text: canary })).id
  const [draft, left] = [await note(), await note()]
  const seen = must(await doctor.ask('GET', `/api/encounters/${encounter}`))
  const started = { 'if-match': `"${seen.version}"` }
  must(await doctor.ask('PATCH', `/api/encounters/${encounter}`, { subjective: canary }, started))
  must(await nurse.ask('POST', '/api/observations', measured(runningPatient, encounter)))
  const { version } = must(await doctor.ask('GET', `/api/encounters/${encounter}`))
  const arrived = { patientId: runningPatient, appointmentId: running }
  const visited = must(await doctor.ask('POST', '/api/encounters', arrived)).id
  const walkIn = { patientId: runningPatient, staffId: own.staff }
  const cancelled = must(await receptionist.ask('POST', '/api/appointments/walk-in', walkIn)).id
  must(await doctor.ask('POST', '/api/encounters', { patientId: runningPatient, appointmentId: cancelled }))
  must(await receptionist.ask('POST', `/api/appointments/${cancelled}/cancel`, { by: 'patient', code: 'other' }))
  return { encounter, version, draft, left, visited, cancelled }
}

function measured(patientId: string, encounterId: string) {
  const observedAt = new Date(Date.now() - 300_000).toISOString()
  return { patientId, encounterId, code: '8867-4', value: 71, unit: '/min', observedAt }
}

/** What is asked about it by the people of a fixture, of its own chart or another's. */
export function askChart(
  { running, runningPatient }: FullDay,
  { encounter, version, draft, visited, cancelled }: Chart,
  { doctor, nurse }: ClinicFixture['people'],
): [step: string, asked: () => Promise<Reply>][] {
  const as =
    (who: Person, method: string, path: string, body?: unknown, seen = 1) =>
    () =>
      who.ask(method, path, body, method === 'PATCH' ? { 'if-match': `"${seen}"` } : {})
  const its = `/api/encounters/${encounter}`
  const read: [string, () => Promise<Reply>][] = [
    ['the encounter', as(doctor, 'GET', its)],
    ['the timeline', as(doctor, 'GET', `/api/patients/${runningPatient}/timeline`)],
    ['the summary', as(doctor, 'GET', `/api/patients/${runningPatient}/summary`)],
    ['the unsigned', as(nurse, 'GET', '/api/encounters/unsigned')],
  ]
  return [
    ...read,
    [
      'the encounter of a visit',
      as(doctor, 'POST', '/api/encounters', { patientId: runningPatient, appointmentId: running }),
    ],
    [
      'the encounter of a cancelled visit',
      as(doctor, 'POST', '/api/encounters', { patientId: runningPatient, appointmentId: cancelled }),
    ],
    ['a measurement', as(nurse, 'POST', '/api/observations', measured(runningPatient, encounter))],
    ['measurements', as(nurse, 'POST', '/api/observations/batch', { items: [measured(runningPatient, encounter)] })],
    ['a note', as(nurse, 'POST', `${its}/notes`, { kind: 'other', text: 'x' })],
    ['a changed note', as(nurse, 'PATCH', `${its}/notes/${draft}`, { text: 'y' })],
    ['a stale note', as(nurse, 'PATCH', `${its}/notes/${draft}`, { text: 'y' })],
    ['a signed note', as(nurse, 'POST', `${its}/notes/${draft}/sign`)],
    ['the stale SOAP note', as(doctor, 'PATCH', its, { plan: 'x' }, version + 10)],
    ['the SOAP note', as(doctor, 'PATCH', its, { plan: 'x' }, version)],
    ['the first SOAP note of a visit', as(doctor, 'PATCH', `/api/encounters/${visited}`, { plan: 'x' })],
    ['signed', as(doctor, 'POST', `${its}/sign`)],
    ['retracted', as(doctor, 'POST', `${its}/retract`, { reason: 'another patient' })],
    ...read,
  ]
}
