import { expect, test } from 'vitest'
import { aDesk, type Desk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'
import type { BookSeries, Series } from './contract.ts'

/** Mondays at nine in New York; the clock goes forward on 8 March 2026. */
const mondays = ['2026-03-02T14:00', '2026-03-09T13:00', '2026-03-16T13:00', '2026-03-23T13:00'].map(
  start => `${start}:00.000Z`,
)

const seriesOf = (desk: Desk, more: Partial<BookSeries> = {}) =>
  env.APPOINTMENT['series.book'](desk.desk, {
    patientId: desk.patient,
    staffId: desk.doctor,
    startsAt: local('09:00'),
    minutes: 30,
    repeat: { every: 'week', count: 4 },
    ...more,
  })

const visitsOf = async ({ desk }: Desk, { id = '' }: Series) =>
  must(await env.APPOINTMENT['appointment.list'](desk, { seriesId: [id], limit: 100 })).items

test('each week at nine, also after the clock changes', async () => {
  const desk = await aDesk()
  const made = must(await seriesOf(desk))
  expect(made).toMatchObject({ booked: 4, clashes: 0 })
  expect(made.items.map(one => one.startsAt)).toEqual(mondays)
  const visits = await visitsOf(desk, made)
  expect(visits.map(one => [one.startsAt, one.series?.id])).toEqual(mondays.map(start => [start, made.id]))
  expect(must(await env.APPOINTMENT['series.read'](desk.desk, made.id ?? ''))).toEqual(made)
})

test('every date is checked, the free ones booked, the clashes listed with other times', async () => {
  const desk = await aDesk()
  must(await desk.book({ patientId: await desk.aPatient(), startsAt: mondays[2] ?? '' }))
  const holiday = { startsAt: '2026-03-23', endsAt: '2026-03-24', reason: 'Holiday' }
  must(await env.STAFF['closure.add'](desk.owner, holiday))
  const preview = must(await seriesOf(desk, { preview: true }))
  expect(preview.items.map(one => one.code ?? one.outcome)).toEqual(['free', 'free', 'staff_busy', 'outside_hours'])
  expect(preview).toMatchObject({ booked: 0, clashes: 2 })
  expect(must(await env.APPOINTMENT['appointment.list'](desk.desk, { patientId: [desk.patient] })).items).toEqual([])
  const made = must(await seriesOf(desk))
  expect(made.items.map(one => one.code ?? one.outcome)).toEqual(['booked', 'booked', 'staff_busy', 'outside_hours'])
  const [, , busy, closed] = made.items
  expect(busy?.alternatives?.map(one => one.startsAt.slice(5, 16))).toEqual([
    '03-16T12:30',
    '03-16T13:30',
    '03-16T12:15',
  ])
  expect(closed?.alternatives?.map(one => one.startsAt.slice(5, 10))).toEqual(['03-24', '03-24', '03-24'])
  for (const { alternatives = [] } of made.items) {
    const [first] = alternatives
    if (first) must(await desk.book({ startsAt: first.startsAt }))
  }
})

test('a date that takes place at another time belongs to the series', async () => {
  const desk = await aDesk()
  must(await desk.book({ patientId: await desk.aPatient(), startsAt: mondays[2] ?? '' }))
  const of = mondays[2] ?? ''
  const startsAt = '2026-03-16T13:30:00.000Z'
  const made = must(await seriesOf(desk, { instead: [{ of, startsAt }] }))
  expect(made).toMatchObject({ booked: 4, clashes: 0 })
  const [first] = await visitsOf(desk, made)
  expect((await visitsOf(desk, made)).map(one => one.startsAt)).toEqual(mondays.map(at => (at === of ? startsAt : at)))
  const input = { id: first?.id ?? '', by: 'patient' as const, code: 'other' as const, scope: 'all' as const }
  expect(must(await env.APPOINTMENT['appointment.cancel'](desk.desk, input)).results).toHaveLength(4)
  expect(await seriesOf(desk, { instead: [{ of: startsAt, startsAt: of }] })).toMatchObject({
    code: 'invalid_request',
    details: [{ path: 'instead', rule: 'date_of_series' }],
  })
})

test('no later date is booked unchecked: the patient, the room and the daily maximum of the last one count too', async () => {
  const desk = await aDesk()
  const roomId = await desk.aRoom()
  const [colleague, someone] = [await desk.aDoctor(), await desk.aPatient()]
  must(await desk.book({ staffId: colleague, startsAt: mondays[1] ?? '' }))
  must(await desk.book({ staffId: colleague, patientId: someone, roomId, startsAt: mondays[2] ?? '' }))
  must(await env.STAFF['staff.change'](desk.owner, { id: desk.doctor, version: 1, change: { dailyMaximum: 1 } }))
  must(await desk.book({ patientId: someone, startsAt: '2026-03-23T18:00:00.000Z' }))
  const made = must(await seriesOf(desk, { roomId }))
  expect(made.items.map(one => one.code ?? one.outcome)).toEqual(['booked', 'patient_busy', 'room_busy', 'daily_limit'])
})

test('where nothing is free nothing is made', async () => {
  const desk = await aDesk()
  expect(await seriesOf(desk, { startsAt: local('20:00') })).toMatchObject({ code: 'outside_hours' })
  expect(await seriesOf(desk, { repeat: { every: 'week', until: '2027-12-01' } })).toMatchObject({
    code: 'invalid_request',
  })
  expect(await seriesOf(desk, { staffId: 'stf-nobody' })).toMatchObject({ code: 'staff_not_found' })
  expect(await seriesOf(desk, { patientId: 'pat-nobody' })).toMatchObject({ code: 'patient_not_found' })
  expect(await env.APPOINTMENT['series.book'](desk.as('patient'), {} as BookSeries)).toMatchObject({
    code: 'forbidden',
  })
  const elsewhere = await aDesk()
  const made = must(await seriesOf(desk))
  expect(await env.APPOINTMENT['series.read'](elsewhere.desk, made.id ?? '')).toMatchObject({ code: 'not_found' })
})

test('the same key answers the same series', async () => {
  const desk = await aDesk()
  const actor = { ...desk.desk, repeat: { key: 'k', route: 'POST /api/appointments/series', bodyHash: 'a' } }
  const first = must(await seriesOf({ ...desk, desk: actor }))
  expect(must(await seriesOf({ ...desk, desk: actor }))).toEqual(first)
})

test('of eight series at once for the same Mondays each Monday is booked once', async () => {
  const desk = await aDesk()
  const all = await Promise.all(times(8, async () => seriesOf(desk, { patientId: await desk.aPatient() })))
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(all.filter(one => !one.ok && one.code === 'staff_busy')).toHaveLength(7)
})

test('this and following an hour later: nine becomes ten on both sides of the clock change', async () => {
  const desk = await aDesk()
  const visits = await visitsOf(desk, must(await seriesOf(desk)))
  const [first, second] = visits
  const change = { startsAt: '2026-03-09T14:00:00.000Z', scope: 'following' as const }
  const moved = must(await env.APPOINTMENT['appointment.move'](desk.desk, { id: second?.id ?? '', version: 1, change }))
  expect(moved.startsAt).toBe('2026-03-09T14:00:00.000Z')
  expect(moved.results?.map(one => [one.outcome, one.startsAt])).toEqual(
    mondays.slice(1).map(start => ['changed', start.replace('T13', 'T14')]),
  )
  expect(must(await env.APPOINTMENT['appointment.read'](desk.desk, first?.id ?? '')).startsAt).toBe(mondays[0])
})

test('all a week later: each takes the place of the next, and one that cannot is listed', async () => {
  const desk = await aDesk()
  const visits = await visitsOf(desk, must(await seriesOf(desk)))
  const change = { startsAt: mondays[1] ?? '', scope: 'all' as const }
  const id = visits[0]?.id ?? ''
  const moved = must(await env.APPOINTMENT['appointment.move'](desk.desk, { id, version: 1, change }))
  expect(moved.results?.map(one => one.outcome)).toEqual(Array(4).fill('changed'))
  expect((await visitsOf(desk, { id: visits[0]?.series?.id } as Series)).map(one => one.startsAt)).toEqual([
    ...mondays.slice(1),
    '2026-03-30T13:00:00.000Z',
  ])
  must(await desk.book({ patientId: await desk.aPatient(), startsAt: '2026-03-16T14:00:00.000Z' }))
  const later = { startsAt: '2026-03-09T14:00:00.000Z', scope: 'all' as const }
  const partly = must(
    await env.APPOINTMENT['appointment.move'](desk.desk, { id, version: moved.version, change: later }),
  )
  expect(partly.results?.map(one => one.code ?? one.outcome)).toEqual(['changed', 'staff_busy', 'changed', 'changed'])
})

test('cancelled from one on; those before stay, and each can be taken back by itself', async () => {
  const desk = await aDesk()
  const visits = await visitsOf(desk, must(await seriesOf(desk)))
  const id = visits[2]?.id ?? ''
  const input = { id, by: 'patient' as const, code: 'other' as const, scope: 'following' as const }
  expect(await env.APPOINTMENT['appointment.cancel'](desk.desk, { ...input, version: 9 })).toMatchObject({
    code: 'stale',
  })
  const gone = must(await env.APPOINTMENT['appointment.cancel'](desk.desk, input))
  expect(gone.status).toBe('cancelled')
  expect(gone.results?.map(one => [one.outcome, one.startsAt])).toEqual(
    mondays.slice(2).map(start => ['cancelled', start]),
  )
  const now = await visitsOf(desk, { id: visits[0]?.series?.id } as Series)
  expect(now.map(one => one.status)).toEqual(['booked', 'booked', 'cancelled', 'cancelled'])
  expect(must(await env.APPOINTMENT['appointment.undo'](desk.desk, { id })).status).toBe('booked')
  expect(
    await env.APPOINTMENT['appointment.cancel'](desk.as('patient', { patients: [desk.patient] }), input),
  ).toMatchObject({
    code: 'forbidden',
  })
})
