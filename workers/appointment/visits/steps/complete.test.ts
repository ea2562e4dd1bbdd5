import { expect, test } from 'vitest'
import { aDesk, type Desk, local } from '../../../../test/verbs/desk.ts'
import { env } from '../../../../test/verbs/env.ts'
import { must } from '../../../../test/verbs/people.ts'

const { APPOINTMENT } = env
const day = 86_400_000

/** Reception on the day after. */
const tomorrow = (desk: Desk) => ({ ...desk.desk, at: desk.now + day })
const count = async (desk: Desk) =>
  must(await APPOINTMENT['appointment.count_unclosed']({ ...desk.owner, at: desk.now + day })).count

test('a visit of yesterday that nobody closed is closed as having taken place, without a waiting time', async () => {
  const desk = await aDesk()
  const { id } = must(await desk.book())
  expect(await count(desk)).toBe(1)
  const done = must(await APPOINTMENT['appointment.late_entry'](tomorrow(desk), { id }))
  expect(done).toMatchObject({ status: 'completed', finishedAt: local('09:30'), completedAt: local('09:30') })
  expect([done.arrivedAt, done.startedAt, done.queueNumber]).toEqual([undefined, undefined, undefined])
  expect(await count(desk)).toBe(0)
  const back = must(await APPOINTMENT['appointment.undo'](tomorrow(desk), { id }))
  expect([back.status, back.finishedAt]).toEqual(['booked', undefined])
})

test('who had gone in later than booked ended no earlier than that', async () => {
  const desk = await aDesk()
  const { id } = must(await desk.book())
  must(await APPOINTMENT['appointment.check_in'](desk.later('09:10'), { id }))
  must(await APPOINTMENT['appointment.start'](desk.later('09:45', 'receptionist'), { id }))
  const done = must(await APPOINTMENT['appointment.late_entry'](tomorrow(desk), { id }))
  expect(done).toMatchObject({ startedAt: local('09:45'), finishedAt: local('09:45'), completedAt: local('09:45') })
})

test('a visit of today is not closed this way, nor one that is closed, nor one that no doctor had', async () => {
  const desk = await aDesk()
  const { id } = must(await desk.book())
  const today = { ...desk.desk, at: Date.parse(local('23:59')) }
  expect(await APPOINTMENT['appointment.late_entry'](today, { id })).toMatchObject({
    code: 'wrong_status',
    details: { status: 'booked' },
  })
  must(await APPOINTMENT['appointment.no_show'](today, { id }))
  expect(await APPOINTMENT['appointment.late_entry'](tomorrow(desk), { id })).toMatchObject({ code: 'wrong_status' })
  const walked = must(await APPOINTMENT['appointment.walk_in'](desk.desk, { patientId: await desk.aPatient() }))
  expect(await APPOINTMENT['appointment.late_entry'](tomorrow(desk), { id: walked.id })).toMatchObject({
    code: 'wrong_status',
  })
})

test('a stale version, an unknown visit, another clinic and a patient close nothing', async () => {
  const [desk, other] = [await aDesk(), await aDesk()]
  const { id, patient } = must(await desk.book())
  expect(await APPOINTMENT['appointment.late_entry'](tomorrow(desk), { id, version: 7 })).toMatchObject({
    code: 'stale',
  })
  expect(await APPOINTMENT['appointment.late_entry'](tomorrow(desk), { id: 'apt-none' })).toMatchObject({
    code: 'not_found',
  })
  expect(await APPOINTMENT['appointment.late_entry'](tomorrow(other), { id })).toMatchObject({ code: 'not_found' })
  const own = { ...tomorrow(desk), roles: ['patient' as const], patients: [patient.id] }
  expect(await APPOINTMENT['appointment.late_entry'](own, { id })).toMatchObject({ code: 'forbidden' })
  expect(await count(other)).toBe(0)
})
