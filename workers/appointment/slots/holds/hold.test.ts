import { expect, test } from 'vitest'
import { aDesk, local } from '../../../../test/verbs/desk.ts'
import { env } from '../../../../test/verbs/env.ts'
import { must, times } from '../../../../test/verbs/people.ts'

/** A desk where one receptionist holds nine to half past nine, and another one works at the same time. */
async function aHeldTime() {
  const desk = await aDesk()
  const wanted = { staffId: desk.doctor, startsAt: local('09:00'), minutes: 30 }
  const held = must(await env.APPOINTMENT['slot.hold'](desk.desk, wanted))
  return { ...desk, wanted, held, colleague: desk.as('receptionist') }
}

const query = (staffId: string) => ({ from: local('09:00'), to: local('10:00'), staffId: [staffId], minutes: 30 })
const shown = async (desk: Awaited<ReturnType<typeof aHeldTime>>, actor = desk.colleague, holdId?: string) =>
  must(await env.APPOINTMENT['slot.read'](actor, { ...query(desk.doctor), holdId })).items.map(slot => slot.startsAt)

test('a held time is taken for everyone else, in slots and bookings', async () => {
  const desk = await aHeldTime()
  expect(desk.held).toMatchObject({ startsAt: local('09:00'), endsAt: local('09:30'), expiresAt: local('07:05') })
  expect(await shown(desk)).toEqual([local('09:30')])
  const until = { code: 'slot_held', details: { until: local('07:05') } }
  expect(await desk.book({}, desk.colleague)).toMatchObject(until)
  expect(await desk.book({ startsAt: local('08:45') }, desk.colleague)).toMatchObject(until)
  must(await desk.book({ startsAt: local('09:30') }, desk.colleague))
})

test('the own booking uses it up', async () => {
  const desk = await aHeldTime()
  expect(await shown(desk, desk.desk, desk.held.id)).toEqual([local('09:00'), local('09:15'), local('09:30')])
  must(await desk.book({ holdId: desk.held.id }))
  expect(await env.APPOINTMENT['slot.release'](desk.desk, desk.held.id)).toMatchObject({ code: 'not_found' })
})

test("another's hold opens nothing", async () => {
  const desk = await aHeldTime()
  expect(await desk.book({ holdId: desk.held.id }, desk.colleague)).toMatchObject({ code: 'slot_held' })
  must(await desk.book({ holdId: desk.held.id }))
})

test('a hold stays where the booking was refused', async () => {
  const desk = await aHeldTime()
  must(await desk.book({ startsAt: local('09:30'), staffId: await desk.aDoctor() }))
  must(await desk.book({ startsAt: local('10:00') }))
  const clash = await desk.book({ startsAt: local('10:00'), patientId: await desk.aPatient(), holdId: desk.held.id })
  expect(clash).toMatchObject({ code: 'staff_busy' })
  expect(await desk.book({}, desk.colleague)).toMatchObject({ code: 'slot_held' })
})

test('an expired hold counts for nothing, and is swept', async () => {
  const desk = await aHeldTime()
  const after = { ...desk.colleague, at: desk.now + 300_000 }
  expect(await shown(desk, after)).toEqual([local('09:00'), local('09:15'), local('09:30')])
  must(await desk.book({}, after))
  await env.APPOINTMENT.sweep(desk.now + 300_000)
  const left = await env.APPOINTMENT_DB.prepare('SELECT id FROM slot_hold WHERE clinic_id = ?')
    .bind(desk.clinicId)
    .all()
  expect(left.results).toEqual([])
})

test('let go, it is free; overbooking asks nobody', async () => {
  const desk = await aHeldTime()
  must(await desk.book({ overbook: { reason: 'Fever' } }, desk.colleague))
  const other = must(await env.APPOINTMENT['slot.hold'](desk.desk, { ...desk.wanted, startsAt: local('10:00') }))
  expect(await env.APPOINTMENT['slot.release'](desk.as('patient'), other.id)).toMatchObject({ code: 'not_found' })
  must(await env.APPOINTMENT['slot.release'](desk.desk, other.id))
  must(await desk.book({ startsAt: local('10:00'), patientId: await desk.aPatient() }, desk.colleague))
})

test('what cannot be booked cannot be held', async () => {
  const desk = await aHeldTime()
  const hold = (input: object, actor = desk.colleague) =>
    env.APPOINTMENT['slot.hold'](actor, { ...desk.wanted, ...input })
  expect(await hold({})).toMatchObject({ code: 'slot_held' })
  expect(await hold({ startsAt: local('12:15') })).toMatchObject({ code: 'outside_hours' })
  expect(await hold({ staffId: 'stf-nobody' })).toMatchObject({ code: 'staff_not_found' })
  expect(await hold({ startsAt: local('10:00'), roomId: 'rom-none' })).toMatchObject({ code: 'room_not_found' })
  expect(await hold({ startsAt: local('07:30') }, desk.as('patient'))).toMatchObject({ code: 'too_soon' })
  must(await desk.book({ startsAt: local('11:00') }))
  expect(await hold({ startsAt: local('11:15') })).toMatchObject({ code: 'staff_busy' })
})

test('the same room is held for one', async () => {
  const desk = await aDesk()
  const roomId = await desk.aRoom()
  const wanted = { startsAt: local('09:00'), minutes: 30, roomId }
  must(await env.APPOINTMENT['slot.hold'](desk.desk, { ...wanted, staffId: desk.doctor }))
  const other = await desk.aDoctor()
  expect(await env.APPOINTMENT['slot.hold'](desk.desk, { ...wanted, staffId: other })).toMatchObject({
    code: 'slot_held',
  })
  expect(await desk.book({ ...wanted, staffId: other })).toMatchObject({ code: 'slot_held' })
  must(await desk.book({ ...wanted, staffId: other, roomId: null }))
})

test('of twenty holds at once on one time, one wins', async () => {
  const desk = await aDesk()
  const all = await Promise.all(
    times(20, i =>
      env.APPOINTMENT['slot.hold'](desk.as('receptionist'), {
        staffId: desk.doctor,
        startsAt: local(i % 2 === 0 ? '09:00' : '09:15'),
        minutes: 30,
      }),
    ),
  )
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(all.filter(one => !one.ok && one.code === 'slot_held')).toHaveLength(19)
})

test('a person has at most five open holds, however many are asked for at once', async () => {
  const desk = await aDesk()
  const all = await Promise.all(
    times(8, i =>
      env.APPOINTMENT['slot.hold'](desk.desk, {
        staffId: desk.doctor,
        startsAt: new Date(Date.parse(local('08:00')) + i * 1_800_000).toISOString(),
        minutes: 30,
      }),
    ),
  )
  expect(all.filter(one => one.ok)).toHaveLength(5)
  expect(all.find(one => !one.ok)).toMatchObject({ code: 'too_many_open', details: { limit: 5 } })
})

test('a patient who lets go and holds again has five times in an hour', async () => {
  const desk = await aDesk()
  const patient = desk.as('patient')
  const at = (minutes: number) => ({ ...patient, at: desk.now + minutes * 60_000 })
  const wanted = { staffId: desk.doctor, startsAt: local('14:00'), minutes: 30 }
  const hold = (minutes: number) => env.APPOINTMENT['slot.hold'](at(minutes), wanted)
  for (let i = 0; i < 4; i++) {
    const held = must(await hold(i))
    must(await env.APPOINTMENT['slot.release'](at(i), held.id))
  }
  // One that expires, as well.
  must(await hold(4))
  await env.APPOINTMENT.sweep(desk.now + 10 * 60_000)
  expect(await hold(10)).toMatchObject({ code: 'too_many_open', details: { limit: 5 } })
  must(await hold(61))
})

test('let go twice, it was let go once; staff let go as often as they like', async () => {
  const desk = await aHeldTime()
  must(await env.APPOINTMENT['slot.release'](desk.desk, desk.held.id))
  expect(await env.APPOINTMENT['slot.release'](desk.desk, desk.held.id)).toMatchObject({ code: 'not_found' })
  for (let i = 0; i < 6; i++) {
    const { id } = must(await env.APPOINTMENT['slot.hold'](desk.desk, desk.wanted))
    must(await env.APPOINTMENT['slot.release'](desk.desk, id))
  }
})
