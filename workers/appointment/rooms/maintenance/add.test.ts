import { expect, test } from 'vitest'
import { aDesk, local } from '../../../../test/verbs/desk.ts'
import { env } from '../../../../test/verbs/env.ts'
import { must } from '../../../../test/verbs/people.ts'

const painters = { startsAt: local('09:00'), endsAt: local('10:00'), reason: 'Painters' }

test('a room under maintenance takes no visit then, and is shown with no time', async () => {
  const desk = await aDesk()
  const roomId = await desk.aRoom()
  const staffId = await desk.aDoctor([{ weekday: 1, from: '08:30', to: '10:30', roomId }])
  const made = must(await env.APPOINTMENT['maintenance.add'](desk.owner, { roomId, maintenance: painters }))
  const busy = { code: 'room_busy', details: { until: local('10:00') } }
  expect(await desk.book({ roomId, startsAt: local('09:30') })).toMatchObject(busy)
  expect(await desk.book({ staffId, startsAt: local('08:45') })).toMatchObject(busy)
  const query = { from: '2026-03-02', to: '2026-03-03', staffId: [staffId], minutes: 30 }
  const shown = async () => must(await env.APPOINTMENT['slot.read'](desk.desk, query)).items.map(one => one.startsAt)
  expect(await shown()).toEqual([local('08:30'), local('10:00')])
  const { id } = must(await desk.book({ staffId, startsAt: local('08:30') }))
  const change = { startsAt: local('09:15') }
  expect(await env.APPOINTMENT['appointment.move'](desk.desk, { id, version: 1, change })).toMatchObject(busy)
  expect(must(await env.APPOINTMENT['maintenance.list'](desk.desk, { roomId, list: {} })).items).toEqual([made])
  must(await env.APPOINTMENT['maintenance.remove'](desk.owner, { roomId, id: made.id, version: 1 }))
  must(await desk.book({ roomId, startsAt: local('09:30') }))
})

test.each([
  ['08:59', 'available'],
  ['09:00', 'maintenance'],
  ['09:59', 'maintenance'],
  ['10:00', 'available'],
])('at %s the room is %s', async (time, status) => {
  const desk = await aDesk()
  const roomId = await desk.aRoom()
  must(await env.APPOINTMENT['maintenance.add'](desk.owner, { roomId, maintenance: painters }))
  const then = { ...desk.desk, at: Date.parse(local(time)) }
  expect(must(await env.APPOINTMENT['room.read'](then, roomId))).toMatchObject({ status })
  expect(must(await env.APPOINTMENT['room.list'](then, {})).items).toMatchObject([{ id: roomId, status }])
})

test('refused: no such room, an empty span, an older version, whoever does not own the clinic', async () => {
  const desk = await aDesk()
  const roomId = await desk.aRoom()
  const add = (more: object = {}, actor = desk.owner) =>
    env.APPOINTMENT['maintenance.add'](actor, { roomId, maintenance: painters, ...more })
  expect(await add({ roomId: 'rom-none' })).toMatchObject({ code: 'not_found' })
  expect(await add({ maintenance: { ...painters, endsAt: painters.startsAt } })).toMatchObject({
    code: 'invalid_request',
  })
  expect(await add({}, desk.desk)).toMatchObject({ code: 'forbidden' })
  const { id } = must(await add())
  const remove = { roomId, id, version: 2 }
  expect(await env.APPOINTMENT['maintenance.remove'](desk.owner, remove)).toMatchObject({ code: 'stale' })
  const elsewhere = await aDesk()
  expect(await env.APPOINTMENT['maintenance.remove'](elsewhere.owner, remove)).toMatchObject({ code: 'not_found' })
  expect(await env.APPOINTMENT['maintenance.list'](elsewhere.desk, { roomId, list: {} })).toMatchObject({
    code: 'not_found',
  })
})
