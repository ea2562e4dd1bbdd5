import { expect, test } from 'vitest'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'

const ill = { by: 'patient' as const, code: 'ill' as const }

test('inside the notice of the clinic a cancellation is late, before it is not', async () => {
  const { book, desk, aPatient } = await aDesk()
  const [today, later] = await Promise.all([
    book({ startsAt: local('16:00') }),
    book({ startsAt: local('09:00', '2026-03-04'), patientId: await aPatient() }),
  ])
  const cancel = async (id: string) =>
    must(await env.APPOINTMENT['appointment.cancel'](desk, { ...ill, id, reason: 'Fever' }))
  expect((await cancel(must(today).id)).cancellation).toMatchObject({ ...ill, reason: 'Fever', late: true })
  const cancelled = await cancel(must(later).id)
  expect(cancelled.cancellation).toMatchObject({ late: false })
  expect(cancelled.statusHistory.map(one => [one.status, one.by.name])).toEqual([
    ['booked', 'A receptionist'],
    ['cancelled', 'A receptionist'],
  ])
  const undone = must(await env.APPOINTMENT['appointment.undo'](desk, { id: cancelled.id }))
  expect([undone.status, undone.cancellation]).toEqual(['booked', undefined])
})

test("patients' own cancellations and moves are held to the notice", async () => {
  const { as, book, patient } = await aDesk()
  const me = as('patient', { patients: [patient] })
  const soonVisit = must(await book({ startsAt: local('08:30') }))
  const ahead = must(await book({ startsAt: local('11:00') }))
  const tooSoon = { code: 'too_soon', details: { noticeMinutes: 120 } }
  expect(await env.APPOINTMENT['appointment.cancel'](me, { ...ill, id: soonVisit.id })).toMatchObject(tooSoon)
  const move = (id: string, startsAt: string) =>
    env.APPOINTMENT['appointment.move'](me, { id, version: 1, change: { startsAt } })
  expect(await move(soonVisit.id, local('15:00'))).toMatchObject(tooSoon)
  expect(await move(ahead.id, local('08:00'))).toMatchObject(tooSoon)
  expect(await move(ahead.id, local('10:00', '2026-06-01'))).toMatchObject({ code: 'too_far', details: { days: 60 } })
  must(await move(ahead.id, local('15:00')))
  must(await env.APPOINTMENT['appointment.cancel'](me, { ...ill, id: ahead.id }))
  expect(await env.APPOINTMENT['appointment.cancel'](me, { ...ill, id: ahead.id })).toMatchObject({
    code: 'wrong_status',
  })
})
