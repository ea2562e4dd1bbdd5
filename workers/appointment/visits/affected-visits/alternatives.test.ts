import { expect, test } from 'vitest'
import { aDesk, local } from '../../../../test/verbs/desk.ts'
import { env } from '../../../../test/verbs/env.ts'
import { must, times } from '../../../../test/verbs/people.ts'
import type { AffectedVisitsWithAlternatives } from './contract.ts'

/** A Monday full of visits of a doctor who will be away, and a colleague who has one visit. */
async function aSickDoctor() {
  const desk = await aDesk()
  const colleague = await desk.aDoctor()
  const starts = ['08:00', '08:30', '09:00', '09:30', '13:00', '15:30'].map(time => local(time))
  const visits = await Promise.all(
    starts.map(async startsAt => must(await desk.book({ startsAt, patientId: await desk.aPatient() }))),
  )
  must(await desk.book({ staffId: colleague, startsAt: local('08:30'), patientId: await desk.aPatient() }))
  const ask = { staffId: desk.doctor, from: '2026-03-02', to: '2026-03-03' }
  return { ...desk, colleague, visits, ask }
}

const movesOf = ({ items }: AffectedVisitsWithAlternatives, which: 'sameStaff' | 'otherStaff') =>
  items.flatMap(({ visit, [which]: proposal }) =>
    proposal ? [{ id: visit.id, version: visit.version, startsAt: proposal.startsAt, staffId: proposal.staff.id }] : [],
  )

test('each affected visit comes with another time and another doctor', async () => {
  const { desk, ask, doctor, colleague, visits } = await aSickDoctor()
  const proposals = must(await env.APPOINTMENT['appointment.alternatives'](desk, ask))
  expect(proposals.items.map(one => one.visit.id)).toEqual(visits.map(one => one.id))
  for (const { visit, sameStaff, otherStaff } of proposals.items) {
    expect(sameStaff?.staff.id).toBe(doctor)
    expect(sameStaff?.startsAt.slice(0, 10)).toBe('2026-03-03')
    expect(otherStaff?.staff.id).toBe(colleague)
    expect(Math.abs(Date.parse(otherStaff?.startsAt ?? '') - Date.parse(visit.startsAt))).toBeLessThan(2 * 3_600_000)
  }
  expect(proposals.items[0]?.otherStaff?.startsAt).toBe(local('08:00'))
})

test.each(['sameStaff', 'otherStaff'] as const)('all proposals of %s can be agreed to at once', async which => {
  const { desk, owner, ask, doctor } = await aSickDoctor()
  must(
    await env.STAFF['absence.add'](owner, {
      staffId: doctor,
      absence: { startsAt: '2026-03-02', endsAt: '2026-03-03' },
    }),
  )
  const proposals = must(await env.APPOINTMENT['appointment.alternatives'](desk, ask))
  const moves = movesOf(proposals, which)
  expect(moves).toHaveLength(6)
  const { items } = must(await env.APPOINTMENT['appointment.move_many'](desk, { moves }))
  expect(items.map(one => one.code ?? one.outcome)).toEqual(Array(6).fill('moved'))
  expect(must(await env.APPOINTMENT['appointment.alternatives'](desk, ask)).items).toEqual([])
})

test('a doctor without a common specialty is not proposed', async () => {
  const { desk, owner, ask, colleague } = await aSickDoctor()
  must(await env.STAFF['staff.change'](owner, { id: colleague, version: 1, change: { specialties: ['Paediatrics'] } }))
  const proposals = must(await env.APPOINTMENT['appointment.alternatives'](desk, ask))
  expect(proposals.items.some(one => one.otherStaff)).toBe(false)
})

test('another doctor sees the patient on the day that was agreed, or not at all', async () => {
  const { desk, owner, ask, colleague } = await aSickDoctor()
  // Most of Monday is gone, and all of Tuesday is free.
  const absence = { startsAt: local('08:00'), endsAt: local('15:30') }
  must(await env.STAFF['absence.add'](owner, { staffId: colleague, absence }))
  const proposals = must(await env.APPOINTMENT['appointment.alternatives'](desk, ask))
  const days = proposals.items.map(one => one.otherStaff?.startsAt.slice(0, 10))
  expect(days.filter(one => one !== undefined)).not.toEqual([])
  expect(days).toContain(undefined)
  expect(new Set(days)).toEqual(new Set(['2026-03-02', undefined]))
})

test('the absence of an assistant affects the visit too', async () => {
  const desk = await aDesk()
  const nurse = await desk.aDoctor()
  const { id } = must(await desk.book({ assistantIds: [nurse] }))
  const ask = { staffId: nurse, from: '2026-03-02', to: '2026-03-03' }
  const [first] = must(await env.APPOINTMENT['appointment.alternatives'](desk.desk, ask)).items
  expect(first?.visit.id).toBe(id)
  expect(first?.sameStaff?.startsAt.slice(0, 10)).toBe('2026-03-03')
})

test('what is refused is listed, the others move, and the same again changes nothing', async () => {
  const { desk, visits, book, aPatient } = await aSickDoctor()
  must(await book({ startsAt: local('09:00', '2026-03-03'), patientId: await aPatient() }))
  const to = (time: string) => local(time, '2026-03-03')
  const [one, two, three, four] = visits.map(({ id }) => id)
  const moves = [
    { id: one ?? '', version: 1, startsAt: to('09:00') },
    { id: two ?? '', version: 7, startsAt: to('10:00') },
    { id: three ?? '', version: 1, startsAt: to('03:00') },
    { id: four ?? '', version: 1, startsAt: to('11:00') },
    { id: 'apt-nobody', version: 1, startsAt: to('11:30') },
  ]
  const expected = ['staff_busy', 'stale', 'outside_hours', 'moved', 'not_found']
  const first = must(await env.APPOINTMENT['appointment.move_many'](desk, { moves }))
  expect(first.items.map(item => item.code ?? item.outcome)).toEqual(expected)
  const again = must(await env.APPOINTMENT['appointment.move_many'](desk, { moves }))
  expect(again.items).toEqual(first.items)
  expect(await env.APPOINTMENT['appointment.move_many'](desk, { moves: moves.slice(4) })).toMatchObject({
    code: 'appointment_not_found',
  })
})

test('the same key answers what it was answered, and another body is refused', async () => {
  const { desk, visits } = await aSickDoctor()
  const repeat = { key: 'k', route: 'POST /api/appointments/move-many', bodyHash: 'a' }
  const moves = [{ id: visits[0]?.id ?? '', version: 1, startsAt: local('11:00') }]
  const first = must(await env.APPOINTMENT['appointment.move_many']({ ...desk, repeat }, { moves }))
  must(await env.APPOINTMENT['appointment.undo'](desk, { id: visits[0]?.id ?? '' }))
  expect(must(await env.APPOINTMENT['appointment.move_many']({ ...desk, repeat }, { moves }))).toEqual(first)
  expect(must(await env.APPOINTMENT['appointment.read'](desk, visits[0]?.id ?? '')).startsAt).toBe(local('08:00'))
  const other = { ...desk, repeat: { ...repeat, bodyHash: 'b' } }
  expect(await env.APPOINTMENT['appointment.move_many'](other, { moves })).toMatchObject({ code: 'key_reused' })
})

test('two change places with the help of a third time', async () => {
  const { desk, visits } = await aSickDoctor()
  const [a, b] = visits
  const moves = [
    { id: a?.id ?? '', version: 1, startsAt: b?.startsAt ?? '' },
    { id: b?.id ?? '', version: 1, startsAt: local('11:00') },
  ]
  const { items } = must(await env.APPOINTMENT['appointment.move_many'](desk, { moves }))
  expect(items.map(item => item.outcome)).toEqual(['moved', 'moved'])
})

test('a full day is moved to the next in one request', async () => {
  const desk = await aDesk()
  const visits = await Promise.all(
    times(48, async i =>
      must(
        await desk.book({
          minutes: 10,
          patientId: await desk.aPatient(),
          startsAt: new Date(Date.parse(local(i < 24 ? '08:00' : '13:00')) + (i % 24) * 600_000).toISOString(),
        }),
      ),
    ),
  )
  const moves = visits.map(({ id, startsAt }) => ({
    id,
    version: 1,
    startsAt: new Date(Date.parse(startsAt) + 86_400_000).toISOString(),
  }))
  const { items } = must(await env.APPOINTMENT['appointment.move_many'](desk.desk, { moves }))
  expect(items.filter(one => one.outcome === 'moved')).toHaveLength(48)
})
