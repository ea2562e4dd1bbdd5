import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import { aPractice, mornings, someone } from '../../../test/verbs/practice.ts'

test('nine in the morning stays nine when the clocks change', async () => {
  const { owner, doctor } = await aPractice()
  const { items } = must(await env.STAFF['hours.read'](owner, { from: '2026-03-06', to: '2026-03-10' }))
  const open = (startsAt: string, endsAt: string) => ({ startsAt, endsAt, sessionStartsAt: startsAt })
  expect(items).toEqual([
    {
      staffId: doctor.id,
      name: 'Ana Núñez',
      title: 'Dr',
      specialties: ['Dermatology'],
      absences: [],
      open: [
        open('2026-03-06T14:00:00.000Z', '2026-03-06T17:00:00.000Z'),
        open('2026-03-09T13:00:00.000Z', '2026-03-09T16:00:00.000Z'),
      ],
    },
  ])
})

test('absences and closures are taken out and shown', async () => {
  const { owner, as, doctor } = await aPractice()
  const away = { startsAt: '2026-03-02T15:00:00.000Z', endsAt: '2026-03-02T15:30:00.000Z', reason: 'School' }
  await env.STAFF['absence.add'](owner, { staffId: doctor.id, absence: away })
  await env.STAFF['closure.add'](owner, { startsAt: '2026-03-03', endsAt: '2026-03-04', reason: 'Painters' })
  const seen = must(await env.STAFF['hours.read'](owner, { from: '2026-03-02', to: '2026-03-04' }))
  expect(seen.items[0]?.open.map(({ startsAt, endsAt }) => [startsAt.slice(8, 16), endsAt.slice(8, 16)])).toEqual([
    ['02T14:00', '02T15:00'],
    ['02T15:30', '02T17:00'],
  ])
  expect(seen.items[0]?.absences).toEqual([away])
  expect(seen.closures).toEqual([
    { startsAt: '2026-03-03T05:00:00.000Z', endsAt: '2026-03-04T05:00:00.000Z', reason: 'Painters' },
  ])
  const asPatient = must(await env.STAFF['hours.read'](as('patient'), { from: '2026-03-02', to: '2026-03-04' }))
  expect(asPatient.items[0]?.absences[0]?.reason).toBeUndefined()
  expect(asPatient.items[0]?.open).toEqual(seen.items[0]?.open)
})

test('a session carries its room and slot, and when it begins though the question begins later', async () => {
  const { owner, doctor } = await aPractice()
  const weekly = [{ weekday: 1, from: '09:00', to: '12:00', roomId: 'rom-1', slotMinutes: 20 }]
  await env.STAFF['availability.change'](owner, { staffId: doctor.id, validFrom: '2026-03-02', week: { weekly } })
  const { items } = must(
    await env.STAFF['hours.read'](owner, { from: '2026-03-02T14:05:00Z', to: '2026-03-02T10:00:00-05:00' }),
  )
  expect(items[0]?.open).toEqual([
    {
      startsAt: '2026-03-02T14:05:00.000Z',
      endsAt: '2026-03-02T15:00:00.000Z',
      sessionStartsAt: '2026-03-02T14:00:00.000Z',
      roomId: 'rom-1',
      slotMinutes: 20,
    },
  ])
})

test('whoever leaves has no hours from then on, and whoever has left is not there', async () => {
  const { owner, doctor } = await aPractice()
  await env.STAFF['staff.archive'](owner, { id: doctor.id, archive: { from: '2026-03-03T16:00:00Z' } })
  const week = must(await env.STAFF['hours.read'](owner, { from: '2026-03-02', to: '2026-03-07' }))
  expect(week.items[0]?.open.map(one => one.endsAt)).toEqual(['2026-03-02T17:00:00.000Z', '2026-03-03T16:00:00.000Z'])
  const later = must(await env.STAFF['hours.read'](owner, { from: '2026-03-04', to: '2026-03-07' }))
  expect(later.items).toEqual([])
})

test('it answers only who is asked for', async () => {
  const { owner, doctor } = await aPractice()
  const nurse = must(
    await env.STAFF['staff.add'](
      owner,
      someone({ name: 'Budi', profession: 'nurse', specialties: ['Wounds'], bookable: false }),
    ),
  )
  const range = { from: '2026-03-02', to: '2026-03-03' }
  const ids = async (more: { staffIds?: string[]; specialty?: string; bookable?: boolean }) =>
    must(await env.STAFF['hours.read'](owner, { ...range, ...more })).items.map(one => one.staffId)
  expect(await ids({})).toEqual([doctor.id, nurse.id])
  expect(await ids({ bookable: true })).toEqual([doctor.id])
  expect(await ids({ specialty: 'wounds' })).toEqual([nurse.id])
  expect(await ids({ staffIds: [nurse.id, 'stf-unknown'] })).toEqual([nurse.id])
})

test.each([
  ['2026-03-02', '2026-03-02', 'after_from'],
  ['2026-03-02', '2026-04-14', 'too_long'],
])('from %s to %s is refused', async (from, to, rule) => {
  const result = await env.STAFF['hours.read'](aClinic().as('doctor'), { from, to })
  expect(result).toMatchObject({ code: 'invalid_request', details: [{ path: 'to', rule }] })
})

test('forty-two days with a clock change in them are not too many', async () => {
  const { as } = aClinic()
  expect(must(await env.STAFF['hours.read'](as('doctor'), { from: '2026-10-01', to: '2026-11-12' })).items).toEqual([])
})

test("another clinic's staff and closures are not answered", async () => {
  const { doctor, owner } = await aPractice()
  await env.STAFF['closure.add'](owner, { startsAt: '2026-03-02', endsAt: '2026-03-03', reason: 'Move' })
  const other = await env.STAFF['hours.read'](aClinic().as('owner'), {
    from: '2026-03-02',
    to: '2026-03-03',
    staffIds: [doctor.id],
  })
  expect(must(other)).toMatchObject({ items: [], closures: [] })
})

test('twenty staff over six weeks are one answer', async () => {
  const { owner } = await aPractice()
  await Promise.all(
    times(19, async i => {
      const { id } = must(await env.STAFF['staff.add'](owner, someone({ name: `Person ${i}` })))
      must(
        await env.STAFF['availability.change'](owner, {
          staffId: id,
          validFrom: '2026-01-01',
          week: { weekly: mornings },
        }),
      )
    }),
  )
  const { items } = must(await env.STAFF['hours.read'](owner, { from: '2026-03-02', to: '2026-04-13' }))
  expect(items.map(one => one.open.length)).toEqual(times(20, () => 30))
})
