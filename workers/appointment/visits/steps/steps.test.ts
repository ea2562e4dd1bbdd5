import { describe, expect, test } from 'vitest'
import { aDesk, type Desk, local } from '../../../../test/verbs/desk.ts'
import { env } from '../../../../test/verbs/env.ts'
import { must } from '../../../../test/verbs/people.ts'
import type { Status } from '../contract.ts'

const verbs = ['confirm', 'check_in', 'start', 'finish', 'check_out', 'cancel', 'no_show'] as const
type Verb = (typeof verbs)[number]

/** Take one step of a visit. */
function take(desk: Desk, verb: Verb, id: string, more: { at?: string; version?: number } = {}, actor = desk.desk) {
  const { APPOINTMENT } = env
  if (verb === 'cancel') return APPOINTMENT['appointment.cancel'](actor, { id, by: 'clinic', code: 'other', ...more })
  return APPOINTMENT[`appointment.${verb}`](actor, { id, ...more })
}

/** How a visit comes to each status. */
const path: Record<Status | 'finished', Verb[]> = {
  booked: [],
  confirmed: ['confirm'],
  arrived: ['check_in'],
  in_progress: ['check_in', 'start'],
  finished: ['check_in', 'start', 'finish'],
  completed: ['check_in', 'start', 'check_out'],
  cancelled: ['cancel'],
  no_show: ['no_show'],
}

async function aVisit(at: keyof typeof path) {
  const desk = await aDesk()
  const { id } = must(await desk.book())
  for (const verb of path[at]) must(await take(desk, verb, id))
  return { desk, id }
}

const allowed: Record<Verb, Partial<Record<keyof typeof path, Status>>> = {
  confirm: { booked: 'confirmed' },
  check_in: { booked: 'arrived', confirmed: 'arrived', no_show: 'arrived' },
  start: { arrived: 'in_progress' },
  finish: { in_progress: 'in_progress' },
  check_out: { in_progress: 'completed', finished: 'completed' },
  cancel: { booked: 'cancelled', confirmed: 'cancelled', arrived: 'cancelled' },
  no_show: { booked: 'no_show', confirmed: 'no_show' },
}
const places = Object.keys(path) as (keyof typeof path)[]

describe.each(verbs)('%s', verb => {
  test.each(places)('from %s', async place => {
    const { desk, id } = await aVisit(place)
    const outcome = await take(desk, verb, id)
    const to = allowed[verb][place]
    if (to) expect(must(outcome).status).toBe(to)
    else {
      const status = place === 'finished' ? 'in_progress' : place
      expect(outcome).toMatchObject({ ok: false, code: 'wrong_status', details: { status } })
    }
  })

  test("is not for patients, save for their own booking, nor for another clinic's visit", async () => {
    const { desk, id } = await aVisit('booked')
    const patient = desk.as('patient', { patients: [desk.patient] })
    const outcome = await take(desk, verb, id, {}, patient)
    expect(verb === 'confirm' ? outcome.ok : !outcome.ok && outcome.code === 'forbidden').toBe(true)
    const stranger = (await aDesk()).desk
    expect(await take(desk, verb, id, {}, stranger)).toMatchObject({ code: 'not_found' })
  })

  test('with an old version is stale', async () => {
    const { desk, id } = await aVisit('booked')
    expect(await take(desk, verb, id, { version: 7 })).toMatchObject({ code: 'stale' })
  })
})

test('each step keeps its instant and who took it, up to three of one second', async () => {
  const { desk, id } = await aVisit('confirmed')
  must(await take(desk, 'check_in', id, {}, desk.later('08:50')))
  must(await take(desk, 'start', id, {}, desk.later('09:05', 'doctor')))
  must(await take(desk, 'finish', id, {}, desk.later('09:25', 'doctor')))
  const done = must(await take(desk, 'check_out', id, {}, desk.later('09:40')))
  expect(done).toMatchObject({
    status: 'completed',
    arrivedAt: local('08:50'),
    startedAt: local('09:05'),
    finishedAt: local('09:25'),
    completedAt: local('09:40'),
    queueNumber: 1,
    queueDate: '2026-03-02',
    version: 6,
  })
  expect(done.statusHistory.map(({ status, at, by }) => [status, at, by.name])).toEqual([
    ['booked', local('07:00'), 'A receptionist'],
    ['confirmed', local('07:00'), 'A receptionist'],
    ['arrived', local('08:50'), 'A receptionist'],
    ['in_progress', local('09:05'), 'A doctor'],
    ['in_progress', local('09:25'), 'A doctor'],
    ['completed', local('09:40'), 'A receptionist'],
  ])
})

test('of two who start the same visit at once, one does', async () => {
  const { desk, id } = await aVisit('arrived')
  const all = await Promise.all([take(desk, 'start', id), take(desk, 'start', id)])
  expect(all.map(one => one.ok).sort()).toEqual([false, true])
})

test('a repeat with the same key takes the step once', async () => {
  const { desk, id } = await aVisit('booked')
  const actor = { ...desk.desk, repeat: { key: 'k', route: 'POST check-in', bodyHash: 'a' } }
  const first = must(await take(desk, 'check_in', id, {}, actor))
  expect(must(await take(desk, 'check_in', id, {}, actor))).toEqual(first)
})

describe('when it happened', () => {
  test.each([
    ['06:10', undefined],
    ['00:00', undefined],
    ['07:00', undefined],
    ['07:01', 'not_today'],
  ])('noted at 07:00 for %s: %s', async (time, code) => {
    const { desk, id } = await aVisit('booked')
    const outcome = await take(desk, 'check_in', id, { at: local(time) })
    if (code) expect(outcome).toMatchObject({ code })
    else expect(must(outcome).arrivedAt).toBe(local(time))
  })

  test('not yesterday, and not before the step before', async () => {
    const { desk, id } = await aVisit('arrived')
    expect(await take(desk, 'start', id, { at: local('23:59', '2026-03-01') })).toMatchObject({ code: 'not_today' })
    expect(await take(desk, 'start', id, { at: local('06:00') })).toMatchObject({
      code: 'invalid_request',
      details: [{ path: 'at', rule: 'before_the_step_before' }],
    })
  })
})

describe('the time is free again', () => {
  test.each(['cancelled', 'no_show', 'finished', 'completed'] as const)('after %s', async place => {
    const { desk } = await aVisit(place)
    must(await desk.book({ patientId: await desk.aPatient() }))
  })

  test('and a no-show who comes after all is refused where it was given away, or let in beside', async () => {
    const { desk, id } = await aVisit('no_show')
    must(await desk.book({ patientId: await desk.aPatient() }))
    expect(await take(desk, 'check_in', id)).toMatchObject({ code: 'staff_busy', details: { until: local('09:30') } })
    const overbook = { reason: 'Came at last' }
    expect(must(await env.APPOINTMENT['appointment.check_in'](desk.desk, { id, overbook }))).toMatchObject({
      status: 'arrived',
      overbook,
    })
  })
})

test('a no-show who is checked in again keeps the number of the day', async () => {
  const { desk, id } = await aVisit('arrived')
  must(await env.APPOINTMENT['appointment.undo'](desk.desk, { id }))
  must(await take(desk, 'no_show', id))
  must(await env.APPOINTMENT['appointment.walk_in'](desk.desk, { patientId: await desk.aPatient() }))
  expect(must(await take(desk, 'check_in', id)).queueNumber).toBe(1)
})

test('queue numbers begin again at the local midnight', async () => {
  const desk = await aDesk()
  const on = async (instant: string) =>
    must(
      await env.APPOINTMENT['appointment.walk_in'](
        { ...desk.desk, at: Date.parse(instant) },
        { patientId: await desk.aPatient() },
      ),
    ).queueNumber
  expect(await on('2026-03-02T20:00:00Z')).toBe(1)
  expect(await on('2026-03-03T04:59:59Z')).toBe(2)
  expect(await on('2026-03-03T05:00:00Z')).toBe(1)
})

describe('patients', () => {
  test('cancel their own visit in their own name, until they are here', async () => {
    const { desk, id } = await aVisit('booked')
    const me = desk.as('patient', { patients: [desk.patient] })
    const cancelled = must(
      await env.APPOINTMENT['appointment.cancel'](me, { id, by: 'patient', code: 'ill', reason: 'Flu' }),
    )
    expect(cancelled.cancellation).toEqual({
      by: 'patient',
      code: 'ill',
      reason: 'Flu',
      at: local('07:00'),
      late: true,
    })
    const arrived = await aVisit('arrived')
    const other = arrived.desk.as('patient', { patients: [arrived.desk.patient] })
    expect(
      await env.APPOINTMENT['appointment.cancel'](other, { id: arrived.id, by: 'patient', code: 'left' }),
    ).toMatchObject({
      code: 'wrong_status',
    })
  })

  test("do not see each other's visits", async () => {
    const { desk, id } = await aVisit('booked')
    const other = desk.as('patient', { patients: [await desk.aPatient()] })
    expect(await env.APPOINTMENT['appointment.read'](other, id)).toMatchObject({ code: 'not_found' })
    expect(await env.APPOINTMENT['appointment.cancel'](other, { id, by: 'patient', code: 'ill' })).toMatchObject({
      code: 'not_found',
    })
    expect(await env.APPOINTMENT['appointment.facts'](other, id)).toMatchObject({ code: 'not_found' })
  })
})

test('the facts for the record Worker: patient, staff, status and instants', async () => {
  const { desk, id } = await aVisit('arrived')
  expect(must(await env.APPOINTMENT['appointment.facts'](desk.as('doctor'), id))).toEqual({
    id,
    patientId: desk.patient,
    staffId: desk.doctor,
    status: 'arrived',
    mode: 'in_person',
    startsAt: local('09:00'),
    arrivedAt: local('07:00'),
  })
})
