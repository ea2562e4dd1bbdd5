import { describe, expect, test } from 'vitest'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must } from '../../../test/verbs/people.ts'
import type { BookAppointment } from './contract.ts'

test('a booked visit comes back with patient, doctor and its first status', async () => {
  const { book, patient, doctor, desk } = await aDesk()
  const made = must(await book({ reason: 'Rash' }))
  expect(made).toMatchObject({
    kind: 'scheduled',
    status: 'booked',
    mode: 'in_person',
    patient: { id: patient, name: 'Sari', recordNumber: '000001', sex: 'female' },
    staff: { id: doctor, name: 'Ana Núñez' },
    startsAt: local('09:00'),
    endsAt: local('09:30'),
    minutes: 30,
    reason: 'Rash',
    version: 1,
    statusHistory: [{ status: 'booked', by: { id: desk.accountId, name: 'A receptionist' } }],
  })
  expect(must(await env.APPOINTMENT['appointment.read'](desk, made.id))).toEqual(made)
})

test('a visit type gives length and buffers', async () => {
  const { book, owner, aPatient } = await aDesk()
  const type = must(
    await env.APPOINTMENT['visit_type.create'](owner, { name: 'Check-up', minutes: 45, bufferAfter: 15 }),
  )
  expect(must(await book({ minutes: undefined, visitTypeId: type.id }))).toMatchObject({
    minutes: 45,
    visitType: { id: type.id, name: 'Check-up' },
  })
  const patientId = await aPatient()
  expect(await book({ patientId, startsAt: local('09:50'), minutes: 10 })).toMatchObject({
    code: 'staff_busy',
    details: { until: local('10:00'), nextFree: local('10:00') },
  })
  must(await book({ patientId, startsAt: local('10:00'), minutes: 10 }))
})

test('the room of the session is taken when none is named, and none where null is', async () => {
  const { aDoctor, aRoom, aPatient, book } = await aDesk()
  const roomId = await aRoom('7')
  const staffId = await aDoctor([{ weekday: 1, from: '08:00', to: '12:00', roomId }])
  expect(must(await book({ staffId })).room).toEqual({ id: roomId, number: '7' })
  const patientId = await aPatient()
  expect(must(await book({ staffId, patientId, roomId: null, startsAt: local('10:00') })).room).toBeUndefined()
  expect(must(await book({ staffId, patientId, mode: 'video', startsAt: local('11:00') })).room).toBeUndefined()
})

describe('refused', () => {
  const rows: [string, Partial<BookAppointment>, string][] = [
    ['an unknown patient', { patientId: 'pat-none' }, 'patient_not_found'],
    ['an unknown doctor', { staffId: 'stf-none' }, 'staff_not_found'],
    ['an unknown room', { roomId: 'rom-none' }, 'room_not_found'],
    ['an unknown visit type', { visitTypeId: 'vty-none' }, 'visit_type_not_found'],
    ['lunch', { startsAt: local('12:00') }, 'outside_hours'],
    ['running into lunch', { startsAt: local('11:45') }, 'outside_hours'],
    ['before opening', { startsAt: local('07:45') }, 'outside_hours'],
    ['yesterday', { startsAt: local('09:00', '2026-03-01') }, 'in_the_past'],
  ]
  test.each(rows)('%s', async (_, input, code) => {
    const { book } = await aDesk()
    expect(await book(input)).toMatchObject({ ok: false, code })
  })

  test('outside the hours, with the next free time', async () => {
    const { book } = await aDesk()
    expect(await book({ startsAt: local('12:10') })).toMatchObject({ details: { nextFree: local('13:00') } })
  })

  test('a dead patient', async () => {
    const { book, desk } = await aDesk()
    const dead = must(await env.PATIENT['patient.register'](desk, { name: { given: 'X' }, sex: 'male', deceased: {} }))
    expect(await book({ patientId: dead.id })).toMatchObject({ code: 'patient_deceased' })
  })

  test('a room under maintenance, or of another clinic', async () => {
    const { book, owner, aRoom } = await aDesk()
    const roomId = await aRoom()
    must(await env.APPOINTMENT['room.change'](owner, { id: roomId, version: 1, change: { status: 'maintenance' } }))
    expect(await book({ roomId })).toMatchObject({ code: 'room_not_found' })
    const elsewhere = await (await aDesk()).aRoom()
    expect(await book({ roomId: elsewhere })).toMatchObject({ code: 'room_not_found' })
  })

  test("another clinic's patient and doctor", async () => {
    const { book } = await aDesk()
    const other = await aDesk()
    expect(await book({ patientId: other.patient })).toMatchObject({ code: 'patient_not_found' })
    expect(await book({ staffId: other.doctor })).toMatchObject({ code: 'staff_not_found' })
  })
})

describe('one thing at a time', () => {
  test('for doctor, room and patient, each by its own code', async () => {
    const { book, aDoctor, aPatient, aRoom, patient } = await aDesk()
    const roomId = await aRoom()
    must(await book({ roomId }))
    const [staffId, patientId] = await Promise.all([aDoctor(), aPatient()])
    const taken = { until: local('09:30') }
    expect(await book({ patientId })).toMatchObject({
      code: 'staff_busy',
      details: { ...taken, nextFree: local('09:30') },
    })
    expect(await book({ patientId, staffId, roomId })).toMatchObject({ code: 'room_busy', details: taken })
    expect(await book({ patientId: patient, staffId })).toMatchObject({ code: 'patient_busy', details: taken })
    must(await book({ patientId, staffId }))
  })

  test.each([
    ['08:30', 30, true],
    ['08:31', 30, false],
    ['09:29', 5, false],
    ['09:30', 5, true],
    ['09:10', 5, false],
    ['08:00', 240, false],
  ])('beside 09:00 to 09:30, %s for %i minutes: %s', async (time, minutes, free) => {
    const { book, aPatient } = await aDesk()
    must(await book())
    const outcome = await book({ patientId: await aPatient(), startsAt: local(time), minutes })
    expect(outcome.ok).toBe(free)
  })
})

describe('overbooked', () => {
  test('goes in with its reason, and ordinary visits respect it', async () => {
    const { book, aPatient } = await aDesk()
    must(await book())
    const [second, third] = await Promise.all([aPatient('Budi'), aPatient('Ani')])
    const made = must(await book({ patientId: second, overbook: { reason: 'Fever' }, startsAt: local('09:15') }))
    expect(made.overbook).toEqual({ reason: 'Fever' })
    expect(await book({ patientId: third, startsAt: local('09:30') })).toMatchObject({
      code: 'staff_busy',
      details: { until: local('09:45') },
    })
  })

  test('lifts hours and the past, not an unknown patient', async () => {
    const { book } = await aDesk()
    const overbook = { reason: 'Late entry' }
    must(await book({ overbook, startsAt: local('09:00', '2026-02-20') }))
    must(await book({ overbook, startsAt: local('22:00') }))
    expect(await book({ overbook, patientId: 'pat-none' })).toMatchObject({ code: 'patient_not_found' })
  })

  test('does not keep the visit beside it from being received', async () => {
    const { book, aPatient, desk } = await aDesk()
    const first = must(await book())
    must(await book({ patientId: await aPatient(), overbook: { reason: 'Fever' } }))
    must(await env.APPOINTMENT['appointment.check_in'](desk, { id: first.id }))
    must(await env.APPOINTMENT['appointment.start'](desk, { id: first.id }))
  })
})

describe('patients', () => {
  test('book for themselves what is made for it', async () => {
    const { as, patient, owner, book } = await aDesk()
    const me = as('patient', { patients: [patient] })
    const type = must(await env.APPOINTMENT['visit_type.create'](owner, { name: 'Consultation', minutes: 20 }))
    const startsAt = local('10:00')
    expect(await book({ startsAt, minutes: undefined, visitTypeId: type.id }, me)).toMatchObject({
      code: 'not_self_bookable',
    })
    must(await env.APPOINTMENT['visit_type.change'](owner, { id: type.id, version: 1, change: { selfBookable: true } }))
    must(await book({ startsAt, minutes: undefined, visitTypeId: type.id }, me))
  })

  test('for nobody else, not at length, not over others, not in a room of their choice', async () => {
    const { as, patient, book, aPatient, aRoom } = await aDesk()
    const me = as('patient', { patients: [patient] })
    const startsAt = local('10:00')
    expect(await book({ startsAt, patientId: await aPatient() }, me)).toMatchObject({ code: 'patient_not_found' })
    expect(await book({ startsAt, minutes: 61 }, me)).toMatchObject({ code: 'not_self_bookable' })
    expect(await book({ startsAt, overbook: { reason: 'Me first' } }, me)).toMatchObject({ code: 'forbidden' })
    for (const chosen of [
      { roomId: await aRoom() },
      { roomId: null },
      { mode: 'video' as const },
      { assistantIds: [] },
    ]) {
      expect(await book({ startsAt, ...chosen }, me)).toMatchObject({ code: 'forbidden' })
    }
    must(await book({ startsAt, minutes: 60 }, me))
  })

  test('not what has passed, not sooner or later than the clinic says, and not more than it says', async () => {
    const { as, patient, book } = await aDesk()
    const me = as('patient', { patients: [patient], at: Date.parse(local('09:00')) })
    expect(await book({ startsAt: local('08:45') }, me)).toMatchObject({ code: 'in_the_past' })
    expect(await book({ startsAt: local('09:30') }, me)).toMatchObject({
      code: 'too_soon',
      details: { noticeMinutes: 120 },
    })
    expect(await book({ startsAt: local('10:00', '2026-06-01') }, me)).toMatchObject({
      code: 'too_far',
      details: { days: 60 },
    })
    const five = await Promise.all(
      ['13:00', '13:30', '14:00', '14:30', '15:00', '15:30', '16:00'].map(time => book({ startsAt: local(time) }, me)),
    )
    expect(five.filter(one => one.ok)).toHaveLength(5)
    expect(five.find(one => !one.ok)).toMatchObject({ code: 'too_many_open', details: { limit: 5 } })
  })
})

test('staff may enter what was this morning', async () => {
  const { book, later } = await aDesk()
  must(await book({ startsAt: local('08:00') }, later('16:00')))
})

test('the same key answers the same visit, and books no second', async () => {
  const { book, desk, aPatient } = await aDesk()
  const actor = { ...desk, repeat: { key: 'k', route: 'POST /api/appointments', bodyHash: 'a' } }
  const first = must(await book({}, actor))
  expect(must(await book({}, actor)).id).toBe(first.id)
  const overbooked = { ...actor, repeat: { ...actor.repeat, key: 'k2' } }
  const input = { patientId: await aPatient(), overbook: { reason: 'Fever' } }
  const one = must(await book(input, overbooked))
  expect(must(await book(input, overbooked)).id).toBe(one.id)
  expect(
    await book({ startsAt: local('14:00') }, { ...actor, repeat: { ...actor.repeat, bodyHash: 'b' } }),
  ).toMatchObject({
    code: 'key_reused',
  })
})

test("another clinic's visit does not exist", async () => {
  const made = must(await (await aDesk()).book())
  expect(await env.APPOINTMENT['appointment.read'](aClinic().as('owner'), made.id)).toMatchObject({ code: 'not_found' })
})

test('someone who has left is told apart from someone unknown', async () => {
  const { book, owner, doctor } = await aDesk()
  must(await env.STAFF['staff.archive'](owner, { id: doctor, archive: {} }))
  expect(await book()).toMatchObject({ code: 'staff_archived' })
})

test('patients book only with those who take visits', async () => {
  const { book, owner, doctor, as, patient } = await aDesk()
  must(await env.STAFF['staff.change'](owner, { id: doctor, version: 1, change: { bookable: false } }))
  const me = as('patient', { patients: [patient] })
  expect(await book({ startsAt: local('10:00') }, me)).toMatchObject({ code: 'staff_not_found' })
  must(await book({ startsAt: local('10:00') }))
})
