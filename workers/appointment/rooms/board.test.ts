import { expect, test } from 'vitest'
import { aDesk, type Desk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'

const { APPOINTMENT } = env

const boardAt = async (desk: Desk, time: string, at?: string) =>
  must(await APPOINTMENT['room.board'](desk.later(time), at ? { at } : {})).items

test('a room is occupied from check-in to check-out, and free until whoever comes next', async () => {
  const desk = await aDesk()
  const roomId = await desk.aRoom('1')
  const first = must(await desk.book({ roomId }))
  const second = must(await desk.book({ roomId, patientId: await desk.aPatient(), startsAt: local('11:00') }))
  expect(await boardAt(desk, '08:00')).toMatchObject([
    { id: roomId, status: 'available', freeUntil: local('09:00'), next: { id: first.id } },
  ])
  must(await APPOINTMENT['appointment.check_in'](desk.later('08:55'), { id: first.id }))
  expect(await boardAt(desk, '09:05')).toMatchObject([
    { status: 'occupied', now: { id: first.id, status: 'arrived' }, next: { id: second.id } },
  ])
  must(await APPOINTMENT['appointment.start'](desk.later('09:10'), { id: first.id }))
  expect(await boardAt(desk, '10:30')).toMatchObject([
    { status: 'occupied', now: { id: first.id, patient: { id: desk.patient } }, next: { id: second.id } },
  ])
  must(await APPOINTMENT['appointment.check_out'](desk.later('10:40'), { id: first.id }))
  const [after] = await boardAt(desk, '10:41')
  expect(after).toMatchObject({ status: 'available', freeUntil: local('11:00'), next: { id: second.id } })
  expect(after?.now).toBeUndefined()
})

test('of several who have arrived for one room, one is being seen and the others wait in calling order', async () => {
  const desk = await aDesk()
  const roomId = await desk.aRoom('1')
  const at = async (time: string) =>
    must(await desk.book({ roomId, patientId: await desk.aPatient(), startsAt: local(time), minutes: 30 }))
  const [first, absent, third, fourth] = [await at('09:00'), await at('09:30'), await at('10:00'), await at('10:30')]
  for (const { id } of [fourth, third, first])
    must(await APPOINTMENT['appointment.check_in'](desk.later('08:50'), { id }))
  const board = async (time: string) => {
    const [room] = await boardAt(desk, time)
    return [room?.now?.id, room?.next?.id, room?.waiting?.map(({ id }) => id)]
  }
  expect(await board('08:55')).toEqual([first.id, third.id, [third.id, fourth.id]])
  must(await APPOINTMENT['appointment.start'](desk.later('09:00'), { id: first.id }))
  expect(await board('09:10')).toEqual([first.id, third.id, [third.id, fourth.id]])
  must(await APPOINTMENT['appointment.finish'](desk.later('09:20'), { id: first.id }))
  expect(await board('09:21')).toEqual([third.id, fourth.id, [fourth.id]])
  must(await APPOINTMENT['queue.skip'](desk.later('09:22'), { id: third.id }))
  expect(await board('09:23')).toEqual([fourth.id, third.id, [third.id]])
  for (const { id } of [third, fourth]) {
    must(await APPOINTMENT['appointment.cancel'](desk.later('09:25'), { id, by: 'patient', code: 'left' }))
  }
  expect(await board('09:26')).toEqual([undefined, absent.id, undefined])
})

test('another instant shows what is booked for it', async () => {
  const desk = await aDesk()
  const roomId = await desk.aRoom('1')
  const { id } = must(await desk.book({ roomId, startsAt: local('14:00', '2026-03-03') }))
  expect(await boardAt(desk, '08:00', local('14:10', '2026-03-03'))).toMatchObject([
    { status: 'occupied', now: { id } },
  ])
  expect(await boardAt(desk, '08:00', local('13:00', '2026-03-03'))).toMatchObject([
    { status: 'available', freeUntil: local('14:00', '2026-03-03'), next: { id } },
  ])
  const [before] = await boardAt(desk, '08:00')
  expect([before?.next, before?.freeUntil]).toEqual([undefined, undefined])
})

test('maintenance now, later today, and until further notice', async () => {
  const desk = await aDesk()
  const [windowed, broken] = [await desk.aRoom('1'), await desk.aRoom('2')]
  const maintenance = { startsAt: local('10:00'), endsAt: local('12:00'), reason: 'Paint' }
  must(await APPOINTMENT['maintenance.add'](desk.owner, { roomId: windowed, maintenance }))
  must(await APPOINTMENT['room.change'](desk.owner, { id: broken, version: 1, change: { status: 'maintenance' } }))
  expect(await boardAt(desk, '09:00')).toMatchObject([
    { number: '1', status: 'available', freeUntil: local('10:00'), maintenance },
    { number: '2', status: 'maintenance', maintenance: {} },
  ])
  expect((await boardAt(desk, '11:00'))[0]).toMatchObject({ status: 'maintenance', maintenance })
  expect((await boardAt(desk, '12:00'))[0]?.maintenance).toBeUndefined()
})

test('of this clinic, without removed rooms, for staff alone', async () => {
  const [desk, other] = await Promise.all([aDesk(), aDesk()])
  await other.aRoom()
  const gone = await desk.aRoom()
  must(await APPOINTMENT['room.remove'](desk.owner, { id: gone, version: 1 }))
  expect(await boardAt(desk, '09:00')).toEqual([])
  expect(await APPOINTMENT['room.board'](desk.as('patient'), {})).toMatchObject({ code: 'forbidden' })
})
