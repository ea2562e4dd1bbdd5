import { expect, test } from 'vitest'
import { env } from '../../test/verbs/env.ts'
import { must } from '../../test/verbs/people.ts'
import { aPractice, someone } from '../../test/verbs/practice.ts'
import type { GatewayBindings } from '../gateway.ts'
import { composeDashboard } from './dashboard.ts'

const bindings = env as unknown as GatewayBindings

test('a morning with a visit, a walk-in and a cancellation', async () => {
  const { as, owner, doctor } = await aPractice()
  const desk = as('receptionist')
  const person = must(await env.PATIENT['patient.register'](desk, { name: { given: 'Sari' }, sex: 'female' }))
  const book = async (startsAt: string) =>
    must(
      await env.APPOINTMENT['appointment.book'](desk, {
        patientId: person.id,
        staffId: doctor.id,
        startsAt,
        minutes: 30,
      }),
    )
  await book('2026-03-02T14:00:00Z')
  const second = await book('2026-03-02T15:00:00Z')
  must(await env.APPOINTMENT['appointment.cancel'](desk, { id: second.id, by: 'patient', code: 'ill' }))
  must(await env.APPOINTMENT['appointment.walk_in'](desk, { patientId: person.id, staffId: doctor.id }))
  must(
    await env.STAFF['staff.add'](
      owner,
      someone({ name: 'Budi', licences: [{ type: 'SIP', number: '7', validTo: '2026-05-01' }] }),
    ),
  )
  must(
    await env.STAFF['staff.add'](
      owner,
      someone({ name: 'Ceri', licences: [{ type: 'SIP', number: '8', validTo: '2026-05-02' }] }),
    ),
  )

  const seen = must(await composeDashboard(bindings, as('owner')))
  expect(seen).toMatchObject({ date: '2026-03-02', timezone: 'America/New_York' })
  expect(seen.today).toMatchObject({
    status: 'ok',
    visits: 2,
    upcoming: 1,
    waiting: 1,
    completed: 0,
    noShows: 0,
    cancelled: 1,
    walkIns: 1,
  })
  if (seen.today.status !== 'ok' || seen.days.status !== 'ok') throw new Error('unavailable')
  expect(seen.today.byHour.filter(one => one.visits > 0)).toEqual([
    { hour: 7, visits: 1 },
    { hour: 9, visits: 1 },
  ])
  expect(seen.days.items).toHaveLength(14)
  expect(seen.days.items[0]).toEqual({ date: '2026-02-17', visits: 0, completed: 0, noShows: 0, cancelled: 0 })
  expect(seen.days.items[13]).toEqual({ date: '2026-03-02', visits: 2, completed: 0, noShows: 0, cancelled: 1 })
  expect(seen.newPatients).toEqual({ status: 'ok', count: 1 })
  // Three hours in quarters, less the half hour that is booked.
  expect(seen.freeSlots).toEqual({ status: 'ok', count: 10 })
  expect(seen.licences).toMatchObject({ status: 'ok', items: [{ number: '7' }] })
  expect(seen.unsignedNotes).toEqual({ status: 'ok', count: 0 })
  expect(seen.unclosedVisits).toEqual({ status: 'ok', count: 0 })
  const tomorrow = must(await composeDashboard(bindings, { ...as('owner'), at: as('owner').at + 86_400_000 }))
  expect(tomorrow.unclosedVisits).toEqual({ status: 'ok', count: 2 })
})

/** A Worker of which every verb does the same. */
function broken<T>(how: () => Promise<never>): T {
  return new Proxy({}, { get: () => how }) as T
}

test.each([
  ['is dead', () => Promise.reject(new Error('no such service'))],
  [
    'throws at once',
    (): Promise<never> => {
      throw new Error('gone')
    },
  ],
  ['never answers', () => new Promise<never>(() => {})],
])('where the record Worker %s, the rest is shown', async (_, how) => {
  const { owner } = await aPractice()
  const seen = must(await composeDashboard({ ...bindings, RECORD: broken(how) }, owner))
  expect(seen.unsignedNotes).toEqual({ status: 'unavailable' })
  expect(seen).toMatchObject({ today: { status: 'ok' }, days: { status: 'ok' }, licences: { status: 'ok' } })
})

test('where all are dead, it still answers', async () => {
  const { owner } = await aPractice()
  const dead = () => Promise.reject(new Error('no such service'))
  const seen = must(
    await composeDashboard(
      { ...bindings, PATIENT: broken(dead), RECORD: broken(dead), STAFF: broken(dead), APPOINTMENT: broken(dead) },
      owner,
    ),
  )
  const gone = { status: 'unavailable' }
  expect(seen).toMatchObject({
    today: gone,
    days: gone,
    newPatients: gone,
    freeSlots: gone,
    licences: gone,
    unsignedNotes: gone,
    unclosedVisits: gone,
  })
})
