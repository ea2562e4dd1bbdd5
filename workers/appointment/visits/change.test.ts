import { describe, expect, test } from 'vitest'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'
import type { ChangeAppointment } from './contract.ts'

async function aBooked() {
  const desk = await aDesk()
  const made = must(await desk.book())
  const change = (input: ChangeAppointment, actor = desk.desk, version = 1) =>
    env.APPOINTMENT['appointment.move'](actor, { id: made.id, version, change: input })
  return { ...desk, made, change }
}

test('a moved visit keeps its length, and its old time is free at once', async () => {
  const { change, book, aPatient } = await aBooked()
  expect(must(await change({ startsAt: local('14:00') }))).toMatchObject({
    startsAt: local('14:00'),
    endsAt: local('14:30'),
    version: 2,
    status: 'booked',
  })
  must(await book({ patientId: await aPatient() }))
})

test('a visit can be moved by less than its length', async () => {
  const { change } = await aBooked()
  must(await change({ startsAt: local('09:10') }))
})

test('another length, doctor, room, mode and reason in one change', async () => {
  const { change, aDoctor, aRoom } = await aBooked()
  const [staffId, roomId] = await Promise.all([aDoctor(), aRoom('12')])
  expect(must(await change({ minutes: 60, staffId, roomId, mode: 'phone', reason: 'Results' }))).toMatchObject({
    minutes: 60,
    staff: { id: staffId },
    room: { id: roomId, number: '12' },
    mode: 'phone',
    reason: 'Results',
  })
})

test('another doctor brings the room of that session', async () => {
  const { change, aDoctor, aRoom } = await aBooked()
  const roomId = await aRoom('3')
  const staffId = await aDoctor([{ weekday: 1, from: '08:00', to: '12:00', roomId }])
  expect(must(await change({ staffId })).room).toEqual({ id: roomId, number: '3' })
})

test('another type brings its length and buffers, null takes type and reason away', async () => {
  const { change, owner, book, aPatient } = await aBooked()
  const type = must(await env.APPOINTMENT['visit_type.create'](owner, { name: 'Long', minutes: 50, bufferAfter: 10 }))
  expect(must(await change({ visitTypeId: type.id }))).toMatchObject({ minutes: 50, visitType: { name: 'Long' } })
  const patientId = await aPatient()
  expect(await book({ patientId, startsAt: local('09:55'), minutes: 5 })).toMatchObject({ code: 'staff_busy' })
  const without = must(await change({ visitTypeId: null, reason: null }, undefined, 2))
  expect(without).toMatchObject({ minutes: 50 })
  expect(without.visitType).toBeUndefined()
  must(await book({ patientId, startsAt: local('09:55'), minutes: 5 }))
})

describe('refused', () => {
  const rows: [string, ChangeAppointment, string][] = [
    ['into lunch', { startsAt: local('12:00') }, 'outside_hours'],
    ['into yesterday', { startsAt: local('09:00', '2026-03-01') }, 'in_the_past'],
    ['longer than the session', { minutes: 240 }, 'outside_hours'],
    ['to an unknown doctor', { staffId: 'stf-none' }, 'staff_not_found'],
    ['to an unknown room', { roomId: 'rom-none' }, 'room_not_found'],
    ['to an unknown type', { visitTypeId: 'vty-none' }, 'visit_type_not_found'],
  ]
  test.each(rows)('%s', async (_, input, code) => {
    expect(await (await aBooked()).change(input)).toMatchObject({ ok: false, code })
  })

  test('an old version, an unknown visit', async () => {
    const { change, desk } = await aBooked()
    expect(await change({ reason: 'x' }, undefined, 2)).toMatchObject({ code: 'stale' })
    const nowhere = { id: 'apt-none', version: 1, change: { reason: 'x' } }
    expect(await env.APPOINTMENT['appointment.move'](desk, nowhere)).toMatchObject({ code: 'not_found' })
  })

  test('into another visit of doctor, room or patient', async () => {
    const { change, book, aPatient, aDoctor, aRoom, patient } = await aBooked()
    const [other, roomId, staffId] = await Promise.all([aPatient(), aRoom(), aDoctor()])
    const startsAt = local('10:00')
    must(await book({ patientId: other, startsAt, roomId }))
    expect(await change({ startsAt: local('10:20') })).toMatchObject({
      code: 'staff_busy',
      details: { until: local('10:30'), nextFree: local('10:30') },
    })
    expect(await change({ startsAt, staffId, roomId })).toMatchObject({ code: 'room_busy' })
    must(await book({ patientId: patient, startsAt: local('15:00'), staffId }))
    expect(await change({ startsAt: local('15:00') })).toMatchObject({ code: 'patient_busy' })
  })

  test('what is over', async () => {
    const { change, made, desk } = await aBooked()
    must(await env.APPOINTMENT['appointment.no_show'](desk, { id: made.id }))
    expect(await change({ reason: 'x' }, undefined, 2)).toMatchObject({ code: 'wrong_status' })
  })

  test('another time for whoever is with the doctor; another room is well', async () => {
    const { change, made, desk, aRoom } = await aBooked()
    must(await env.APPOINTMENT['appointment.check_in'](desk, { id: made.id }))
    must(await env.APPOINTMENT['appointment.start'](desk, { id: made.id }))
    expect(await change({ startsAt: local('10:00') }, undefined, 3)).toMatchObject({ code: 'wrong_status' })
    must(await change({ roomId: await aRoom() }, undefined, 3))
  })
})

test('what is in the way is named, not the visit itself', async () => {
  const { change, book, aPatient } = await aBooked()
  must(await book({ patientId: await aPatient(), startsAt: local('08:30'), minutes: 15 }))
  expect(await change({ startsAt: local('08:40') })).toMatchObject({ details: { until: local('08:45') } })
})

test('overbook lets it in with a mark, and taking the mark away holds it to the rules again', async () => {
  const { change, book, aPatient } = await aBooked()
  must(await book({ patientId: await aPatient(), startsAt: local('10:00') }))
  const overbook = { reason: 'Urgent' }
  expect(must(await change({ startsAt: local('10:00'), overbook })).overbook).toEqual(overbook)
  expect(await change({ overbook: null }, undefined, 2)).toMatchObject({ code: 'staff_busy' })
  expect(must(await change({ startsAt: local('11:00'), overbook: null }, undefined, 2)).overbook).toBeUndefined()
})

test('patients move their own visit, and nothing else of it', async () => {
  const { change, as, patient, aPatient, aRoom } = await aBooked()
  const me = as('patient', { patients: [patient] })
  must(await change({ startsAt: local('14:00') }, me))
  expect(await change({ roomId: await aRoom() }, me, 2)).toMatchObject({ code: 'forbidden' })
  expect(await change({ overbook: { reason: 'x' } }, me, 2)).toMatchObject({ code: 'forbidden' })
  expect(await change({ minutes: 480 }, me, 2)).toMatchObject({ code: 'forbidden' })
  const other = as('patient', { patients: [await aPatient()] })
  expect(await change({ startsAt: local('15:00') }, other, 2)).toMatchObject({ code: 'not_found' })
})
