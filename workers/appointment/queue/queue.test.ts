import { expect, test } from 'vitest'
import { aDesk, type Desk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'
import type { WalkIn } from '../visits/contract.ts'

const { APPOINTMENT } = env

/** Somebody comes without a booking at a time of the day. */
async function comes(desk: Desk, time: string, more: Partial<WalkIn> = {}) {
  const patientId = await desk.aPatient()
  return must(await APPOINTMENT['appointment.walk_in'](desk.later(time), { patientId, ...more }))
}

/** Somebody has an appointment at one time of the day and arrives at another. */
async function isBooked(desk: Desk, at: string, arrives: string, staffId = desk.doctor) {
  const patientId = await desk.aPatient()
  const { id } = must(await desk.book({ patientId, staffId, startsAt: local(at), minutes: 15 }))
  return must(await APPOINTMENT['appointment.check_in'](desk.later(arrives), { id }))
}

const queueAt = async (desk: Desk, time: string) => must(await APPOINTMENT['queue.read'](desk.later(time), {})).items
const order = async (desk: Desk, time: string) => (await queueAt(desk, time)).map(one => one.id)

test('urgent ones first, then by the later of appointed time and arrival', async () => {
  const desk = await aDesk()
  const early = await isBooked(desk, '10:00', '08:10')
  const walkIn = await comes(desk, '09:10')
  const late = await isBooked(desk, '08:00', '09:20')
  const punctual = await isBooked(desk, '09:15', '09:05')
  const urgent = await comes(desk, '09:25', { urgent: true })
  const sorted = [urgent, walkIn, punctual, late, early].map(({ id }) => id)
  expect(await order(desk, '09:30')).toEqual(sorted)
  expect((await queueAt(desk, '09:30')).map(one => [one.place, one.queueNumber])).toEqual([
    [1, 5],
    [2, 2],
    [3, 4],
    [4, 3],
    [5, 1],
  ])
})

test('of the day asked for, and of this clinic alone', async () => {
  const [desk, other] = await Promise.all([aDesk(), aDesk()])
  const { id } = await comes(desk, '09:00')
  await comes(other, '09:00')
  expect(await order(desk, '09:30')).toEqual([id])
  expect(must(await APPOINTMENT['queue.read'](desk.desk, { date: '2026-03-03' }))).toEqual({
    date: '2026-03-03',
    items: [],
  })
})

test('a call says when, how often and where to; who is called stands at the head without a place', async () => {
  const desk = await aDesk()
  const [first, second] = [await comes(desk, '09:00'), await comes(desk, '09:05')]
  const roomId = await desk.aRoom('7')
  const called = must(
    await APPOINTMENT['queue.call'](desk.later('09:10'), { id: second.id, roomId, staffId: desk.doctor }),
  )
  expect(called).toMatchObject({
    status: 'arrived',
    calledAt: local('09:10'),
    callCount: 1,
    calledTo: { room: { id: roomId, number: '7' }, staff: { id: desk.doctor, name: 'Ana Núñez' } },
    version: 2,
  })
  const again = must(await APPOINTMENT['queue.recall'](desk.later('09:12'), { id: second.id }))
  expect(again).toMatchObject({ calledAt: local('09:12'), callCount: 2, calledTo: { room: { number: '7' } } })
  const [head, next] = await queueAt(desk, '09:13')
  expect(head).toMatchObject({ id: second.id, callCount: 2 })
  expect(head?.place).toBeUndefined()
  expect(next).toMatchObject({ id: first.id, place: 1 })
})

test('nobody is called twice by accident, recalled uncalled, or called before they are here or after they went in', async () => {
  const desk = await aDesk()
  const one = await comes(desk, '09:00', { staffId: desk.doctor })
  const ahead = must(await desk.book({ patientId: await desk.aPatient(), startsAt: local('11:00') }))
  const now = desk.later('09:10')
  expect(await APPOINTMENT['queue.recall'](now, { id: one.id })).toMatchObject({ code: 'wrong_status' })
  expect(await APPOINTMENT['queue.call'](now, { id: ahead.id })).toMatchObject({ details: { status: 'booked' } })
  must(await APPOINTMENT['queue.call'](now, { id: one.id }))
  expect(await APPOINTMENT['queue.call'](now, { id: one.id })).toMatchObject({ details: { status: 'called' } })
  expect(await APPOINTMENT['queue.call'](now, { id: one.id, version: 1 })).toMatchObject({ code: 'stale' })
  must(await APPOINTMENT['appointment.start'](now, { id: one.id }))
  expect(await APPOINTMENT['queue.recall'](now, { id: one.id })).toMatchObject({ details: { status: 'in_progress' } })
  expect(await APPOINTMENT['queue.skip'](now, { id: one.id })).toMatchObject({ details: { status: 'in_progress' } })
})

test('what a call names must be there', async () => {
  const desk = await aDesk()
  const { id } = await comes(desk, '09:00')
  for (const verb of ['queue.call', 'queue.call_next'] as const) {
    const ask = (more: object) => APPOINTMENT[verb](desk.desk, { id, ...more } as never)
    expect(await ask({ roomId: 'rom-none' }), verb).toMatchObject({ code: 'room_not_found' })
    expect(await ask({ staffId: 'stf-none' }), verb).toMatchObject({ code: 'staff_not_found' })
  }
  expect(await APPOINTMENT['queue.call'](desk.desk, { id: 'apt-none' })).toMatchObject({ code: 'not_found' })
  const other = await aDesk()
  expect(await APPOINTMENT['queue.call'](other.desk, { id })).toMatchObject({ code: 'not_found' })
  expect(await APPOINTMENT['queue.call_next'](other.desk, {})).toMatchObject({ code: 'nothing_to_call' })
  const me = desk.as('patient', { patients: [desk.patient] })
  for (const verb of [
    APPOINTMENT['queue.read'](me, {}),
    APPOINTMENT['queue.call_next'](me, {}),
    APPOINTMENT['queue.call'](me, { id }),
  ]) {
    expect(await verb).toMatchObject({ code: 'forbidden' })
  }
})

test('a doctor calls who waits for them, for anyone, or for what they know', async () => {
  const desk = await aDesk()
  const colleague = await desk.aDoctor()
  await comes(desk, '09:00', { staffId: colleague })
  await comes(desk, '09:01', { specialty: 'Surgery' })
  const theirs = await comes(desk, '09:02', { specialty: 'Dermatology' })
  const anyones = await comes(desk, '09:03')
  const own = await comes(desk, '09:04', { staffId: desk.doctor })
  const next = async () => must(await APPOINTMENT['queue.call_next'](desk.later('09:10'), { staffId: desk.doctor })).id
  expect([await next(), await next(), await next()]).toEqual([theirs.id, anyones.id, own.id])
  expect(await APPOINTMENT['queue.call_next'](desk.later('09:10'), { staffId: desk.doctor })).toMatchObject({
    code: 'nothing_to_call',
  })
})

test('who was called starts with the doctor who called, a walk-in in the room to which it was called', async () => {
  const desk = await aDesk()
  const { id } = await comes(desk, '09:00')
  const roomId = await desk.aRoom('9')
  must(await APPOINTMENT['queue.call_next'](desk.later('09:05'), { staffId: desk.doctor, roomId }))
  expect(must(await APPOINTMENT['appointment.start'](desk.later('09:06'), { id }))).toMatchObject({
    staff: { id: desk.doctor },
    room: { id: roomId },
  })
  expect(must(await APPOINTMENT['room.read'](desk.desk, roomId)).status).toBe('occupied')
})

test('who is skipped waits behind the next three of the same line, and can be called again', async () => {
  const desk = await aDesk()
  const colleague = await desk.aDoctor()
  const [one, two] = [await comes(desk, '09:00', { urgent: true }), await comes(desk, '09:01')]
  const elsewhere = await comes(desk, '09:02', { staffId: colleague })
  const [three, four, five] = [
    await comes(desk, '09:03'),
    await comes(desk, '09:04', { staffId: desk.doctor }),
    await comes(desk, '09:05'),
  ]
  must(
    await APPOINTMENT['appointment.move'](desk.later('09:06'), {
      id: one.id,
      version: 1,
      change: { staffId: desk.doctor },
    }),
  )
  must(await APPOINTMENT['queue.call'](desk.later('09:07'), { id: one.id }))
  const skipped = must(await APPOINTMENT['queue.skip'](desk.later('09:08'), { id: one.id }))
  expect(skipped.calledAt).toBeUndefined()
  expect(skipped.callCount).toBe(1)
  const now = [two, elsewhere, three, four, one, five].map(({ id }) => id)
  expect(await order(desk, '09:09')).toEqual(now)
  must(await APPOINTMENT['queue.skip'](desk.later('09:10'), { id: one.id }))
  expect((await order(desk, '09:11')).at(-1)).toBe(one.id)
  const calls = await Promise.all(times(6, () => APPOINTMENT['queue.call_next'](desk.later('09:12'), {})))
  expect(calls.every(call => call.ok)).toBe(true)
})

test('a repeated press with the same key calls nobody else', async () => {
  const desk = await aDesk()
  const [first] = [await comes(desk, '09:00'), await comes(desk, '09:01')]
  const press = {
    ...desk.later('09:05'),
    repeat: { key: 'k', route: 'POST /api/queue/next', bodyHash: 'h' },
  }
  expect(must(await APPOINTMENT['queue.call_next'](press, {})).id).toBe(first?.id)
  expect(must(await APPOINTMENT['queue.call_next'](press, {})).id).toBe(first?.id)
  expect(
    await APPOINTMENT['queue.call_next']({ ...press, repeat: { ...press.repeat, bodyHash: 'i' } }, {}),
  ).toMatchObject({
    code: 'key_reused',
  })
})

test('of a hundred presses at once each calls somebody else', async () => {
  const desk = await aDesk()
  const patientIds = await Promise.all(times(100, i => desk.aPatient(`P${i}`)))
  await Promise.all(patientIds.map(patientId => APPOINTMENT['appointment.walk_in'](desk.desk, { patientId })))
  const all = await Promise.all(times(110, () => APPOINTMENT['queue.call_next'](desk.desk, {})))
  const called = all.flatMap(one => (one.ok ? [one.value.id] : []))
  expect(called).toHaveLength(100)
  expect(new Set(called).size).toBe(100)
  expect(all.filter(one => !one.ok && one.code === 'nothing_to_call')).toHaveLength(10)
})

test('a naive version that looks for the next before it calls, calls somebody twice', async () => {
  const db = env.APPOINTMENT_DB
  await db.prepare('CREATE TABLE naive_queue (number INTEGER PRIMARY KEY, calls INTEGER NOT NULL)').run()
  await db.batch(times(100, i => db.prepare('INSERT INTO naive_queue VALUES (?, 0)').bind(i)))
  const press = async () => {
    const next = await db
      .prepare('SELECT number FROM naive_queue WHERE calls = 0 ORDER BY number LIMIT 1')
      .first<{ number: number }>()
    if (next) await db.prepare('UPDATE naive_queue SET calls = calls + 1 WHERE number = ?').bind(next.number).run()
  }
  await Promise.all(times(110, press))
  const twice = await db.prepare('SELECT count(*) AS n FROM naive_queue WHERE calls > 1').first<{ n: number }>()
  expect(twice?.n).toBeGreaterThan(0)
})
