import { describe, expect, test } from 'vitest'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'
import type { FindSlots } from './contract.ts'

const { APPOINTMENT } = env
const today = { from: '2026-03-02', to: '2026-03-03' }
const shown = (items: { startsAt: string }[]) => items.map(({ startsAt }) => startsAt)

test('every offered time can be booked in turn, until none is left', async () => {
  const { desk, doctor, book, aDoctor, aRoom, owner, aPatient } = await aDesk()
  const type = must(await APPOINTMENT['visit_type.create'](owner, { name: 'Long', minutes: 40, bufferAfter: 10 }))
  const staffId = await aDoctor([{ weekday: 1, from: '08:00', to: '10:00', roomId: await aRoom() }])
  must(await book({ startsAt: local('09:05'), minutes: 10 }))
  for (;;) {
    const query = { ...today, visitTypeId: type.id, staffId: [staffId, doctor] }
    const [first] = must(await APPOINTMENT['slot.read'](desk, query)).items
    if (!first) break
    const patientId = await aPatient()
    const { startsAt, endsAt, roomId } = first
    const input = { patientId, staffId: first.staffId, startsAt, minutes: undefined, visitTypeId: type.id }
    expect(must(await book(input))).toMatchObject({ startsAt, endsAt, ...(roomId ? { room: { id: roomId } } : {}) })
  }
  expect(must(await APPOINTMENT['appointment.board'](desk, today)).items.length).toBeGreaterThan(8)
})

test('times that have passed are not shown', async () => {
  const { later, doctor } = await aDesk()
  const query = { ...today, staffId: [doctor], minutes: 30 }
  const { items } = must(await APPOINTMENT['slot.read'](later('16:01'), query))
  expect(shown(items)).toEqual([local('16:15'), local('16:30')])
})

test('a specialty, a doctor, or everyone who takes visits', async () => {
  const { desk, doctor, aDoctor } = await aDesk()
  const second = await aDoctor([{ weekday: 1, from: '08:00', to: '08:30' }])
  const ask = async (more: Partial<FindSlots>) =>
    new Set(
      must(await APPOINTMENT['slot.read'](desk, { ...today, minutes: 30, ...more })).items.map(
        ({ staffId }) => staffId,
      ),
    )
  expect(await ask({})).toEqual(new Set([doctor, second]))
  expect(await ask({ staffId: [second] })).toEqual(new Set([second]))
  expect(await ask({ specialty: 'Dermatology' })).toEqual(new Set([doctor, second]))
  expect(await ask({ specialty: 'Surgery' })).toEqual(new Set())
})

test('an absence and a visit are taken out, a cancelled visit, a walk-in and another doctor are not', async () => {
  const { desk, owner, doctor, book, aPatient, aDoctor } = await aDesk()
  const busy = must(await book({ startsAt: local('13:00') }))
  must(await book({ startsAt: local('14:00'), patientId: await aPatient() }))
  must(await book({ startsAt: local('15:00'), staffId: await aDoctor() }))
  must(await APPOINTMENT['appointment.cancel'](desk, { id: busy.id, by: 'patient', code: 'ill' }))
  must(await APPOINTMENT['appointment.walk_in'](desk, { patientId: await aPatient(), staffId: doctor }))
  const absence = { startsAt: local('08:00'), endsAt: local('12:00') }
  must(await env.STAFF['absence.add'](owner, { staffId: doctor, absence }))
  const { items } = must(await APPOINTMENT['slot.read'](desk, { ...today, staffId: [doctor], minutes: 60 }))
  expect(shown(items)).toEqual(
    ['13:00', '14:30', '14:45', '15:00', '15:15', '15:30', '15:45', '16:00'].map(t => local(t)),
  )
})

test('a room that is taken or under maintenance', async () => {
  const { desk, owner, aDoctor, aRoom, book } = await aDesk()
  const roomId = await aRoom()
  const staffId = await aDoctor([{ weekday: 1, from: '08:00', to: '09:00', roomId }])
  must(await book({ roomId, startsAt: local('08:00') }))
  const ask = async () =>
    must(await APPOINTMENT['slot.read'](desk, { ...today, staffId: [staffId], minutes: 30 })).items
  expect(await ask()).toEqual([{ staffId, startsAt: local('08:30'), endsAt: local('09:00'), roomId }])
  must(await APPOINTMENT['room.change'](owner, { id: roomId, version: 1, change: { status: 'maintenance' } }))
  expect((await ask()).map(slot => slot.roomId)).toEqual([undefined, undefined, undefined])
})

test('nine in the morning stays nine after the clocks change', async () => {
  const { desk, doctor } = await aDesk()
  const query = { from: '2026-03-09', to: '2026-03-10', staffId: [doctor], minutes: 240 }
  expect(shown(must(await APPOINTMENT['slot.read'](desk, query)).items)).toEqual([
    '2026-03-09T12:00:00.000Z',
    '2026-03-09T17:00:00.000Z',
  ])
})

describe('patients', () => {
  test('are offered what the clinic lets them book, two hours ahead, for types made for it', async () => {
    const { as, owner, patient, doctor } = await aDesk()
    const me = as('patient', { patients: [patient], at: Date.parse(local('14:00')) })
    const { items } = must(await APPOINTMENT['slot.read'](me, { ...today, staffId: [doctor], minutes: 30 }))
    expect(shown(items)).toEqual([local('16:00'), local('16:15'), local('16:30')])
    const type = must(await APPOINTMENT['visit_type.create'](owner, { name: 'Surgery', minutes: 60 }))
    expect(await APPOINTMENT['slot.read'](me, { ...today, visitTypeId: type.id })).toMatchObject({
      code: 'visit_type_not_found',
    })
  })
})

test.each([
  ['2026-03-02', '2026-03-02', 'after_from'],
  ['2026-03-02', '2026-04-03', 'too_long'],
])('from %s to %s is refused: %s', async (from, to, rule) => {
  const { desk } = await aDesk()
  expect(await APPOINTMENT['slot.read'](desk, { from, to })).toMatchObject({
    code: 'invalid_request',
    details: [{ path: 'to', rule }],
  })
})

test("another clinic's doctor has no times here", async () => {
  const [{ desk }, { doctor }] = await Promise.all([aDesk(), aDesk()])
  expect(must(await APPOINTMENT['slot.read'](desk, { ...today, staffId: [doctor] })).items).toEqual([])
})
