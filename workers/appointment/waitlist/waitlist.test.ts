import { expect, test } from 'vitest'
import type { Actor } from '#shared/actor'
import { aDesk, type Desk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'
import type { AddWaitlistEntry } from './contract.ts'

const { APPOINTMENT } = env

/** The clinic's clock at an instant. */
const clock = (desk: Desk, at: number): Actor => ({ ...desk.desk, kind: 'system', roles: [], at })
const seconds = (n: number) => n * 1_000
const minutes = (n: number) => n * 60_000

async function wants(desk: Desk, more: Partial<AddWaitlistEntry> = {}, at = desk.now) {
  const patientId = more.patientId ?? (await desk.aPatient())
  return must(await APPOINTMENT['waitlist.add']({ ...desk.desk, at }, { patientId, minutes: 30, ...more }))
}

/** A visit at this time is cancelled at this instant. */
async function comesFree(desk: Desk, time: string, at = desk.now, staffId = desk.doctor) {
  const patientId = await desk.aPatient()
  const { id } = must(await desk.book({ patientId, staffId, startsAt: local(time) }))
  must(await APPOINTMENT['appointment.cancel']({ ...desk.desk, at }, { id, by: 'patient', code: 'ill' }))
  return id
}

const offerFreedSlots = async (desk: Desk, at: number) =>
  must(await APPOINTMENT['waitlist.offer_freed_slots'](clock(desk, at)))
const openOffers = async (desk: Desk) => must(await APPOINTMENT['offer.list'](desk.desk, {})).items

test('a time that comes free is offered after ten seconds, for as long as the clinic says', async () => {
  const desk = await aDesk()
  const entry = await wants(desk)
  await comesFree(desk, '10:00')
  expect(await offerFreedSlots(desk, desk.now + seconds(9))).toEqual({
    next: new Date(desk.now + seconds(10)).toISOString(),
  })
  expect(await openOffers(desk)).toEqual([])
  const at = desk.now + seconds(10)
  const expiresAt = new Date(at + minutes(30)).toISOString()
  expect(await offerFreedSlots(desk, at)).toEqual({ next: expiresAt })
  expect(await openOffers(desk)).toMatchObject([
    {
      waitlistId: entry.id,
      patient: { id: entry.patient.id },
      staff: { id: desk.doctor },
      startsAt: local('10:00'),
      expiresAt,
    },
  ])
  expect(must(await APPOINTMENT['waitlist.list'](desk.desk, {})).items).toMatchObject([{ id: entry.id, offered: true }])
})

test('near the visit the offer expires after half of the time that is left', async () => {
  const desk = await aDesk()
  await wants(desk)
  const at = Date.parse(local('09:40'))
  await comesFree(desk, '10:00', at - seconds(10))
  await offerFreedSlots(desk, at)
  expect(await openOffers(desk)).toMatchObject([{ expiresAt: local('09:50') }])
})

test('accepting books the visit and closes the waitlist entry; a second time is too late', async () => {
  const desk = await aDesk()
  const entry = await wants(desk)
  await comesFree(desk, '10:00')
  await offerFreedSlots(desk, desk.now + seconds(10))
  const [offer] = await openOffers(desk)
  const at = { ...desk.desk, at: desk.now + minutes(5) }
  const both = await Promise.all([1, 2].map(() => APPOINTMENT['offer.accept'](at, { id: offer?.id ?? '' })))
  expect(both.filter(one => one.ok)).toMatchObject([
    { value: { status: 'booked', patient: { id: entry.patient.id }, startsAt: local('10:00'), minutes: 30 } },
  ])
  expect(both.filter(one => !one.ok)).toMatchObject([{ code: 'offer_gone' }])
  expect(await APPOINTMENT['offer.decline'](at, { id: offer?.id ?? '' })).toMatchObject({ code: 'offer_gone' })
  expect(must(await APPOINTMENT['waitlist.list'](desk.desk, { status: ['booked'] })).items).toMatchObject([
    { id: entry.id },
  ])
  expect(await offerFreedSlots(desk, desk.now + minutes(60))).toEqual({})
})

test('declined or expired, it goes to the next one and does not come back', async () => {
  const desk = await aDesk()
  const [first, second, third] = [
    await wants(desk, {}, desk.now - 3),
    await wants(desk, {}, desk.now - 2),
    await wants(desk, {}, desk.now - 1),
  ]
  await comesFree(desk, '10:00')
  const at = desk.now + seconds(10)
  await offerFreedSlots(desk, at)
  const [one] = await openOffers(desk)
  expect(one?.waitlistId).toBe(first.id)
  expect(must(await APPOINTMENT['offer.decline']({ ...desk.desk, at }, { id: one?.id ?? '' })).status).toBe('declined')
  await offerFreedSlots(desk, at)
  const [two] = await openOffers(desk)
  expect(two?.waitlistId).toBe(second.id)
  expect(
    await APPOINTMENT['offer.accept']({ ...desk.desk, at: at + minutes(30) }, { id: two?.id ?? '' }),
  ).toMatchObject({
    code: 'offer_gone',
  })
  await offerFreedSlots(desk, at + minutes(30))
  expect((await openOffers(desk)).map(offer => offer.waitlistId)).toEqual([third.id])
  await offerFreedSlots(desk, at + minutes(60))
  expect(await openOffers(desk)).toEqual([])
  expect(await offerFreedSlots(desk, at + minutes(90))).toEqual({})
})

test('a freed time that nobody was offered is forgotten when it is closed; one that was stays with its offer', async () => {
  const desk = await aDesk()
  const kept = async () => {
    const rows = await env.APPOINTMENT_DB.prepare('SELECT id FROM freed_slot WHERE clinic_id = ?')
      .bind(desk.clinicId)
      .all()
    return rows.results.length
  }
  const entry = await wants(desk, { from: '15:00' })
  await comesFree(desk, '10:00')
  expect(await kept()).toBe(1)
  await offerFreedSlots(desk, desk.now + seconds(10))
  expect(await kept()).toBe(0)
  await comesFree(desk, '15:00', desk.now + seconds(20))
  await offerFreedSlots(desk, desk.now + seconds(30))
  expect(await openOffers(desk)).toMatchObject([{ waitlistId: entry.id }])
  await offerFreedSlots(desk, desk.now + minutes(31))
  expect(await offerFreedSlots(desk, desk.now + minutes(62))).toEqual({})
  expect(await kept()).toBe(1)
})

test('the most urgent first, then whoever has waited longest', async () => {
  const desk = await aDesk()
  await wants(desk, {}, desk.now - 3)
  const soonEntry = await wants(desk, { urgency: 'soon' }, desk.now - 1)
  const urgent = await wants(desk, { urgency: 'urgent' }, desk.now)
  await comesFree(desk, '10:00')
  await comesFree(desk, '11:00')
  await offerFreedSlots(desk, desk.now + seconds(10))
  expect((await openOffers(desk)).map(one => [one.waitlistId, one.startsAt])).toEqual([
    [urgent.id, local('10:00')],
    [soonEntry.id, local('11:00')],
  ])
})

test('only matching entries get an offer: doctor, specialty, day, time of day and length', async () => {
  const desk = await aDesk()
  const colleague = await desk.aDoctor()
  const no: Partial<AddWaitlistEntry>[] = [
    { staffId: colleague },
    { specialty: 'Surgery' },
    { days: [2, 3] },
    { from: '10:15' },
    { to: '10:15' },
    { minutes: 45 },
  ]
  for (const one of no) await wants(desk, { urgency: 'urgent', ...one })
  const yes = await wants(desk, { specialty: 'Dermatology', days: [1], from: '10:00', to: '10:30' })
  await comesFree(desk, '10:00')
  await offerFreedSlots(desk, desk.now + seconds(10))
  expect((await openOffers(desk)).map(offer => offer.waitlistId)).toEqual([yes.id])
})

test('nobody is offered a time at which they are elsewhere, or the hours of an absence, or what was taken meanwhile', async () => {
  const desk = await aDesk()
  const busy = await wants(desk)
  must(await desk.book({ patientId: busy.patient.id, staffId: await desk.aDoctor(), startsAt: local('10:00') }))
  await comesFree(desk, '10:00')
  await offerFreedSlots(desk, desk.now + seconds(10))
  expect(await openOffers(desk)).toEqual([])

  await comesFree(desk, '11:00')
  const absence = { startsAt: local('10:45'), endsAt: local('12:00') }
  must(await env.STAFF['absence.add'](desk.owner, { staffId: desk.doctor, absence: absence }))
  await offerFreedSlots(desk, desk.now + seconds(10))
  expect(await openOffers(desk)).toEqual([])

  await comesFree(desk, '13:00')
  must(await desk.book({ patientId: await desk.aPatient(), startsAt: local('13:15') }))
  await offerFreedSlots(desk, desk.now + seconds(10))
  expect(await openOffers(desk)).toEqual([])
  expect(await offerFreedSlots(desk, desk.now + minutes(5))).toEqual({})
})

test('a move frees a time, and so does a no-show marked ahead; an undone cancellation does not', async () => {
  const desk = await aDesk()
  await wants(desk)
  await wants(desk)
  await wants(desk)
  const moved = must(await desk.book({ startsAt: local('08:00') }))
  must(
    await APPOINTMENT['appointment.move'](desk.desk, {
      id: moved.id,
      version: 1,
      change: { startsAt: local('09:00') },
    }),
  )
  const missed = must(await desk.book({ patientId: await desk.aPatient(), startsAt: local('10:00') }))
  must(await APPOINTMENT['appointment.no_show'](desk.desk, { id: missed.id }))
  const slip = await comesFree(desk, '11:00')
  must(await APPOINTMENT['appointment.undo'](desk.desk, { id: slip }))
  await offerFreedSlots(desk, desk.now + seconds(10))
  expect((await openOffers(desk)).map(one => one.startsAt).sort()).toEqual([local('08:00'), local('10:00')])
})

test('a removed entry loses its offer, and the time is offered to the next', async () => {
  const desk = await aDesk()
  const [first, second] = [await wants(desk, {}, desk.now - 1), await wants(desk)]
  await comesFree(desk, '10:00')
  const at = desk.now + seconds(10)
  await offerFreedSlots(desk, at)
  const later = { ...desk.desk, at }
  expect(await APPOINTMENT['waitlist.remove'](later, { id: first.id, version: 9 })).toMatchObject({ code: 'stale' })
  expect(await APPOINTMENT['waitlist.remove'](later, { id: 'wait-none', version: 1 })).toMatchObject({
    code: 'not_found',
  })
  must(await APPOINTMENT['waitlist.remove'](later, { id: first.id, version: 1 }))
  expect(await APPOINTMENT['waitlist.remove'](later, { id: first.id, version: 2 })).toMatchObject({
    code: 'wrong_status',
  })
  expect(await openOffers(desk)).toEqual([])
  await offerFreedSlots(desk, at)
  expect((await openOffers(desk)).map(offer => offer.waitlistId)).toEqual([second.id])
})

test('a patient sees and changes their own alone, within what the clinic lets them', async () => {
  const desk = await aDesk()
  const [mine, others] = [await wants(desk, { patientId: desk.patient }), await wants(desk)]
  const me = desk.as('patient', { patients: [desk.patient] })
  expect(must(await APPOINTMENT['waitlist.list'](me, {})).items.map(({ id }) => id)).toEqual([mine.id])
  expect(await APPOINTMENT['waitlist.remove'](me, { id: others.id, version: 1 })).toMatchObject({ code: 'not_found' })
  await comesFree(desk, '10:00')
  await comesFree(desk, '11:00')
  const at = desk.now + seconds(10)
  await offerFreedSlots(desk, at)
  const offersOfPatient = must(await APPOINTMENT['offer.list'](me, {})).items
  expect(offersOfPatient.map(one => one.patient.id)).toEqual([desk.patient])
  const foreign = (await openOffers(desk)).find(one => one.patient.id !== desk.patient)
  expect(await APPOINTMENT['offer.accept']({ ...me, at }, { id: foreign?.id ?? '' })).toMatchObject({
    code: 'not_found',
  })
  expect(await APPOINTMENT['offer.decline']({ ...me, at }, { id: foreign?.id ?? '' })).toMatchObject({
    code: 'not_found',
  })
  must(await APPOINTMENT['offer.accept']({ ...me, at }, { id: offersOfPatient[0]?.id ?? '' }))

  const type = { name: 'Check', minutes: 30 }
  const [open, closed] = [
    must(await APPOINTMENT['visit_type.create'](desk.owner, { ...type, selfBookable: true })).id,
    must(await APPOINTMENT['visit_type.create'](desk.owner, type)).id,
  ]
  const ask = (more: object) => APPOINTMENT['waitlist.add'](me, { patientId: desk.patient, ...more })
  expect(await ask({ patientId: others.patient.id, visitTypeId: open })).toMatchObject({ code: 'patient_not_found' })
  expect(await ask({ visitTypeId: closed })).toMatchObject({ code: 'not_self_bookable' })
  expect(await ask({ minutes: 30 })).toMatchObject({ code: 'not_self_bookable' })
  expect(await ask({ visitTypeId: open, urgency: 'urgent' })).toMatchObject({ code: 'forbidden' })
  must(await ask({ visitTypeId: open }))
  expect(await ask({ visitTypeId: open })).toMatchObject({ code: 'already_waiting' })
})

test('what a waitlist entry names must exist', async () => {
  const desk = await aDesk()
  const ask = (more: object) =>
    APPOINTMENT['waitlist.add'](desk.desk, { patientId: desk.patient, minutes: 30, ...more })
  expect(await ask({ patientId: 'pat-none' })).toMatchObject({ code: 'patient_not_found' })
  expect(await ask({ staffId: 'stf-none' })).toMatchObject({ code: 'staff_not_found' })
  expect(await ask({ visitTypeId: 'vty-none' })).toMatchObject({ code: 'visit_type_not_found' })
  const dead = must(
    await env.PATIENT['patient.register'](desk.desk, { name: { given: 'X' }, sex: 'male', deceased: {} }),
  )
  expect(await ask({ patientId: dead.id })).toMatchObject({ code: 'patient_deceased' })
})

test('another clinic finds nothing, and the clock is nobody’s but the system’s', async () => {
  const [desk, other] = await Promise.all([aDesk(), aDesk()])
  const entry = await wants(desk)
  await comesFree(desk, '10:00')
  const at = desk.now + seconds(10)
  expect(await env.APPOINTMENT.waitlistDue(at)).toContain(desk.clinicId)
  await offerFreedSlots(other, at)
  expect(await openOffers(desk)).toEqual([])
  await offerFreedSlots(desk, at)
  expect(await env.APPOINTMENT.waitlistDue(at)).not.toContain(desk.clinicId)
  const [offer] = await openOffers(desk)
  const foreign = { ...other.desk, at }
  expect(await APPOINTMENT['offer.accept'](foreign, { id: offer?.id ?? '' })).toMatchObject({ code: 'not_found' })
  expect(await APPOINTMENT['waitlist.remove'](foreign, { id: entry.id, version: 1 })).toMatchObject({
    code: 'not_found',
  })
  expect(must(await APPOINTMENT['waitlist.list'](foreign, {})).items).toEqual([])
  expect(await APPOINTMENT['waitlist.offer_freed_slots'](desk.owner)).toMatchObject({ code: 'forbidden' })
})
