import { expect, test } from 'vitest'
import { aDesk, local } from '../../../../test/verbs/desk.ts'
import { env } from '../../../../test/verbs/env.ts'
import { must } from '../../../../test/verbs/people.ts'

const { APPOINTMENT } = env

test('a step is taken back, and the one before it after that', async () => {
  const { book, desk } = await aDesk()
  const { id } = must(await book())
  must(await APPOINTMENT['appointment.check_in'](desk, { id }))
  must(await APPOINTMENT['appointment.start'](desk, { id }))
  const once = must(await APPOINTMENT['appointment.undo'](desk, { id }))
  expect(once).toMatchObject({ status: 'arrived', arrivedAt: local('07:00'), version: 4 })
  expect(once.startedAt).toBeUndefined()
  const twice = must(await APPOINTMENT['appointment.undo'](desk, { id }))
  expect(twice.status).toBe('booked')
  expect(twice.arrivedAt).toBeUndefined()
  expect(twice.statusHistory.map(({ status }) => status)).toEqual(['booked'])
  expect(await APPOINTMENT['appointment.undo'](desk, { id })).toMatchObject({ code: 'nothing_to_undo' })
})

test('a move is taken back with its time, room and doctor', async () => {
  const { book, desk, aDoctor, aRoom } = await aDesk()
  const [staffId, roomId] = await Promise.all([aDoctor(), aRoom()])
  const made = must(await book())
  const change = { startsAt: local('14:00'), staffId, roomId, reason: 'Later' }
  must(await APPOINTMENT['appointment.move'](desk, { id: made.id, version: 1, change }))
  const { version, updatedAt, ...back } = must(await APPOINTMENT['appointment.undo'](desk, { id: made.id, version: 2 }))
  expect({ ...back, version: 1, updatedAt }).toEqual(made)
  expect(version).toBe(3)
})

test('a cancellation is taken back, unless its time was given away', async () => {
  const { book, desk, aPatient } = await aDesk()
  const first = must(await book())
  must(await APPOINTMENT['appointment.cancel'](desk, { id: first.id, by: 'clinic', code: 'error' }))
  const second = must(await book({ patientId: await aPatient() }))
  expect(await APPOINTMENT['appointment.undo'](desk, { id: first.id })).toMatchObject({
    code: 'staff_busy',
    details: { until: local('09:30') },
  })
  must(await APPOINTMENT['appointment.cancel'](desk, { id: second.id, by: 'clinic', code: 'error' }))
  const back = must(await APPOINTMENT['appointment.undo'](desk, { id: first.id }))
  expect(back.status).toBe('booked')
  expect(back.cancellation).toBeUndefined()
})

test('nothing, for an old version or for a new booking', async () => {
  const { book, desk } = await aDesk()
  const { id } = must(await book())
  expect(await APPOINTMENT['appointment.undo'](desk, { id })).toMatchObject({ code: 'nothing_to_undo' })
  must(await APPOINTMENT['appointment.confirm'](desk, { id }))
  expect(await APPOINTMENT['appointment.undo'](desk, { id, version: 1 })).toMatchObject({ code: 'stale' })
  expect(await APPOINTMENT['appointment.undo'](desk, { id: 'apt-none' })).toMatchObject({ code: 'not_found' })
  expect(await APPOINTMENT['appointment.undo']((await aDesk()).desk, { id })).toMatchObject({ code: 'not_found' })
})

test('of two who take back the same step at once, one does, and only that step', async () => {
  const { book, desk } = await aDesk()
  const { id } = must(await book())
  must(await APPOINTMENT['appointment.confirm'](desk, { id }))
  must(await APPOINTMENT['appointment.check_in'](desk, { id }))
  const all = await Promise.all([
    APPOINTMENT['appointment.undo'](desk, { id }),
    APPOINTMENT['appointment.undo'](desk, { id, version: 3 }),
  ])
  expect(all.some(one => one.ok)).toBe(true)
  const { status, statusHistory } = must(await APPOINTMENT['appointment.read'](desk, id))
  expect(statusHistory.at(-1)?.status).toBe(status)
})
