import { beforeAll, expect, test } from 'vitest'
import { aDesk, type Desk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'

/** Whoever assists is taken as the doctor is. */

let desk: Desk
let nurse: string
let other: string
let visit: string
beforeAll(async () => {
  desk = await aDesk()
  ;[nurse, other] = await Promise.all([desk.aDoctor(), desk.aDoctor()])
  visit = must(await desk.book({ assistantIds: [nurse] })).id
})

const someone = async (input: object) => desk.book({ patientId: await desk.aPatient(), ...input })

test('the visit names them', async () => {
  const seen = must(await env.APPOINTMENT['appointment.read'](desk.desk, visit))
  expect(seen.assistants).toEqual([{ id: nurse, name: 'Ana Núñez' }])
  const { items } = must(
    await env.APPOINTMENT['appointment.board'](desk.desk, { from: '2026-03-02', to: '2026-03-03' }),
  )
  expect(items[0]?.assistants).toEqual([{ id: nurse, name: 'Ana Núñez' }])
})

test('they see nobody meanwhile, and assist nobody else', async () => {
  const busy = { code: 'staff_busy', details: { until: local('09:30') } }
  expect(await someone({ staffId: nurse, startsAt: local('09:15') })).toMatchObject(busy)
  const named = { ...busy, details: { ...busy.details, assistantId: nurse } }
  expect(await someone({ staffId: other, assistantIds: [nurse] })).toMatchObject(named)
  expect(await someone({ staffId: other, assistantIds: [desk.doctor] })).toMatchObject(busy)
  const own = { staffId: other, startsAt: local('09:00'), minutes: 30 }
  const { id: holdId } = must(await env.APPOINTMENT['slot.hold'](desk.desk, own))
  expect(await someone({ ...own, assistantIds: [nurse], holdId })).toMatchObject(named)
  must(await env.APPOINTMENT['slot.release'](desk.desk, holdId))
  must(await someone({ staffId: other }))
})

test('no slot of theirs is shown meanwhile, and none of a doctor where they are asked for', async () => {
  const range = { from: local('09:00'), to: local('10:00'), minutes: 30 }
  const shown = async (more: object) =>
    must(await env.APPOINTMENT['slot.read'](desk.desk, { ...range, ...more })).items.map(slot => slot.startsAt)
  expect(await shown({ staffId: [nurse] })).toEqual([local('09:30')])
  const third = await desk.aDoctor()
  expect(await shown({ staffId: [third] })).toEqual([local('09:00'), local('09:15'), local('09:30')])
  expect(await shown({ staffId: [third], assistantIds: [nurse] })).toEqual([local('09:30')])
})

test('they go with a move, come back with its undoing, and are free when it is over or called off', async () => {
  const fresh = await aDesk()
  const [helper, doctor] = await Promise.all([fresh.aDoctor(), fresh.aDoctor()])
  const made = must(await fresh.book({ assistantIds: [helper] }))
  const book = async (startsAt: string) => fresh.book({ staffId: helper, startsAt, patientId: await fresh.aPatient() })
  const moved = must(
    await env.APPOINTMENT['appointment.move'](fresh.desk, {
      id: made.id,
      version: 1,
      change: { startsAt: local('10:00') },
    }),
  )
  must(await book(local('09:00')))
  expect(await book(local('10:00'))).toMatchObject({ code: 'staff_busy' })
  expect(await env.APPOINTMENT['appointment.undo'](fresh.desk, { id: made.id })).toMatchObject({ code: 'staff_busy' })
  const freed = must(
    await env.APPOINTMENT['appointment.move'](fresh.desk, {
      id: made.id,
      version: moved.version,
      change: { assistantIds: [] },
    }),
  )
  expect(freed.assistants).toBeUndefined()
  must(await env.APPOINTMENT['appointment.undo'](fresh.desk, { id: made.id }))
  expect(await book(local('10:00'))).toMatchObject({ code: 'staff_busy' })
  must(await env.APPOINTMENT['appointment.cancel'](fresh.desk, { id: made.id, by: 'patient', code: 'ill' }))
  must(await book(local('10:00')))
  expect(await env.APPOINTMENT['appointment.undo'](fresh.desk, { id: made.id })).toMatchObject({ code: 'staff_busy' })
  expect(doctor).toBeDefined()
})

test('somebody else, known, here and not away', async () => {
  const startsAt = local('14:00')
  expect(await someone({ startsAt, assistantIds: [desk.doctor] })).toMatchObject({ code: 'invalid_request' })
  expect(await someone({ startsAt, assistantIds: ['stf-nobody'] })).toMatchObject({ code: 'staff_not_found' })
  expect(
    await desk.book({ startsAt, assistantIds: [other] }, desk.as('patient', { patients: [desk.patient] })),
  ).toMatchObject({
    code: 'forbidden',
  })
  const away = { startsAt: local('14:00'), endsAt: local('15:00') }
  must(await env.STAFF['absence.add'](desk.owner, { staffId: other, absence: away }))
  expect(await someone({ startsAt, assistantIds: [other] })).toMatchObject({ code: 'outside_hours' })
})

test('doctor and assistant change places: of forty at once no one is in two rooms', async () => {
  const fresh = await aDesk()
  const second = await fresh.aDoctor()
  const patients = await Promise.all(times(40, () => fresh.aPatient()))
  const all = await Promise.all(
    patients.map((patientId, i) =>
      fresh.book({
        patientId,
        startsAt: local(['09:00', '09:10', '09:20'][i % 3] ?? ''),
        ...(i % 2 === 0
          ? { staffId: fresh.doctor, assistantIds: [second] }
          : { staffId: second, assistantIds: [fresh.doctor] }),
      }),
    ),
  )
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(all.filter(one => !one.ok && one.code === 'staff_busy')).toHaveLength(39)
})
