import { expect, test } from 'vitest'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'

async function aFullDay(limit: number) {
  const desk = await aDesk()
  must(await env.STAFF['staff.change'](desk.owner, { id: desk.doctor, version: 1, change: { dailyMaximum: limit } }))
  const patients = await Promise.all(times(50, () => desk.aPatient()))
  return { ...desk, patients }
}

test('of fifty who book different times of one day, as many as the doctor takes', async () => {
  const { book, patients } = await aFullDay(12)
  const begin = Date.parse(local('08:00'))
  const all = await Promise.all(
    patients.map((patientId, i) =>
      book({ patientId, minutes: 5, startsAt: new Date(begin + (i % 48) * 300_000).toISOString() }),
    ),
  )
  expect(all.filter(one => one.ok)).toHaveLength(12)
  expect(all.filter(one => !one.ok && one.code === 'daily_limit').length).toBeGreaterThan(30)
  expect(all.find(one => !one.ok && one.code === 'daily_limit')).toMatchObject({ details: { limit: 12 } })
})

test('a full day shows no times, the next one does; called off, there is room again', async () => {
  const { book, desk, doctor, patients } = await aFullDay(2)
  const [one, two, three] = patients
  const range = { from: '2026-03-02', to: '2026-03-04', staffId: [doctor], minutes: 60 }
  const days = async () =>
    new Set(must(await env.APPOINTMENT['slot.read'](desk, range)).items.map(slot => slot.startsAt.slice(0, 10)))
  const first = must(await book({ patientId: one }))
  must(await book({ patientId: two, startsAt: local('15:00') }))
  expect(await days()).toEqual(new Set(['2026-03-03']))
  expect(await book({ patientId: three, startsAt: local('10:00') })).toMatchObject({ code: 'daily_limit' })
  const tomorrow = must(await book({ patientId: three, startsAt: local('10:00', '2026-03-03') }))
  const move = { id: tomorrow.id, version: 1, change: { startsAt: local('10:00') } }
  expect(await env.APPOINTMENT['appointment.move'](desk, move)).toMatchObject({
    code: 'daily_limit',
    details: { limit: 2 },
  })
  must(
    await env.APPOINTMENT['appointment.move'](desk, { id: first.id, version: 1, change: { startsAt: local('09:30') } }),
  )
  must(await env.APPOINTMENT['appointment.cancel'](desk, { id: first.id, by: 'patient', code: 'ill' }))
  expect(await days()).toEqual(new Set(['2026-03-02', '2026-03-03']))
  must(await env.APPOINTMENT['appointment.move'](desk, move))
})

test('held times count, an overbooked visit is let in', async () => {
  const { as, book, desk, doctor, patients } = await aFullDay(1)
  const [one, two] = patients
  const held = must(
    await env.APPOINTMENT['slot.hold'](desk, { staffId: doctor, startsAt: local('09:00'), minutes: 30 }),
  )
  const hold = { staffId: doctor, startsAt: local('11:00'), minutes: 30 }
  expect(await env.APPOINTMENT['slot.hold'](as('receptionist'), hold)).toMatchObject({ code: 'daily_limit' })
  expect(await book({ patientId: one, startsAt: local('10:00') })).toMatchObject({ code: 'daily_limit' })
  must(await book({ patientId: one, holdId: held.id }))
  must(await book({ patientId: two, startsAt: local('10:00'), overbook: { reason: 'Fever' } }))
})

test("the clinic's maximum holds where the profile says nothing", async () => {
  const desk = await aDesk()
  const { clinicId } = desk
  const found = { id: clinicId, name: 'Klinik', timezone: 'America/New_York', country: 'US', currency: 'USD' }
  const system = { ...desk.owner, kind: 'system' as const }
  const clinic = must(await env.STAFF['clinic.found'](system, { ...found, locale: 'en' }))
  must(
    await env.STAFF['clinic.change'](desk.owner, {
      version: clinic.version,
      change: { policies: { maxVisitsPerDay: 1 } },
    }),
  )
  must(await desk.book())
  const patientId = await desk.aPatient()
  expect(await desk.book({ patientId, startsAt: local('10:00') })).toMatchObject({ code: 'daily_limit' })
})
