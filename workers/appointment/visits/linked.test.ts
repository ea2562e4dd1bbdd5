import { expect, test } from 'vitest'
import { countingContext } from '../../../test/verbs/counting.ts'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'
import { listAppointments } from './list.ts'

/** A patient with a visit who was merged into another one with a visit of their own. */
async function aMergedPair() {
  const desk = await aDesk()
  const [duplicate, mergedInto] = [desk.patient, await desk.aPatient('Sari Dewi')]
  const ofDuplicate = must(await desk.book({ patientId: duplicate }))
  const ofKept = must(await desk.book({ patientId: mergedInto, startsAt: local('10:00') }))
  must(await env.PATIENT['patient.merge'](desk.desk, { id: duplicate, intoId: mergedInto }))
  return { ...desk, duplicate, mergedInto, ofDuplicate, ofKept }
}

const visitsOf = async (actor: Parameters<(typeof env.APPOINTMENT)['appointment.list']>[0], patientId: string) =>
  must(await env.APPOINTMENT['appointment.list'](actor, { patientId: [patientId] })).items.map(({ id }) => id)

test('visits of either id are the visits of both, each under the id it was written with', async () => {
  const { desk, duplicate, mergedInto, ofDuplicate, ofKept } = await aMergedPair()
  for (const id of [duplicate, mergedInto]) expect(await visitsOf(desk, id)).toEqual([ofDuplicate.id, ofKept.id])
  expect(must(await env.APPOINTMENT['appointment.read'](desk, ofDuplicate.id)).patient.id).toBe(duplicate)
  must(await env.PATIENT['patient.unmerge'](desk, { id: duplicate }))
  expect([await visitsOf(desk, duplicate), await visitsOf(desk, mergedInto)]).toEqual([[ofDuplicate.id], [ofKept.id]])
})

test('a visit booked for a merged patient belongs to the record it was merged into, and shows that record', async () => {
  const { desk, owner, doctor, duplicate, mergedInto, book } = await aMergedPair()
  const mainRecord = { id: mergedInto, name: 'Sari Dewi' }
  expect(must(await book({ patientId: duplicate, startsAt: local('11:00') })).patient).toMatchObject(mainRecord)
  expect(must(await env.APPOINTMENT['appointment.walk_in'](desk, { patientId: duplicate })).patient).toMatchObject(
    mainRecord,
  )
  const entry = must(
    await env.APPOINTMENT['waitlist.add'](desk, { patientId: duplicate, staffId: doctor, minutes: 30 }),
  )
  expect(entry.patient).toMatchObject(mainRecord)
  expect(
    await env.APPOINTMENT['waitlist.add'](desk, { patientId: mergedInto, staffId: doctor, minutes: 30 }),
  ).toMatchObject({
    code: 'already_waiting',
  })
  expect(must(await env.APPOINTMENT['waitlist.list'](desk, { patientId: [duplicate] })).items).toMatchObject([
    { id: entry.id },
  ])
  const series = must(
    await env.APPOINTMENT['series.book'](owner, {
      patientId: duplicate,
      staffId: doctor,
      startsAt: local('14:00'),
      minutes: 30,
      repeat: { every: 'week', count: 2 },
    }),
  )
  expect(series.patientId).toBe(mergedInto)
  expect(await book({ patientId: duplicate, startsAt: local('10:00') })).toMatchObject({ code: 'staff_busy' })
})

test('a person has one visit at a time under whichever ids: booked, moved, brought back, repeated or offered', async () => {
  const { desk, owner, doctor, duplicate, mergedInto, ofDuplicate, ofKept, aDoctor } = await aMergedPair()
  const colleague = await aDoctor()
  const busy = { code: 'patient_busy', details: { until: ofDuplicate.endsAt } }
  const atDuplicates = { staffId: colleague, startsAt: ofDuplicate.startsAt, minutes: 30 }
  const { APPOINTMENT, PATIENT } = env
  const booked = (input: object) =>
    APPOINTMENT['appointment.book'](desk, { patientId: mergedInto, ...atDuplicates, ...input })
  expect(await booked({})).toMatchObject(busy)
  expect(await booked({ patientId: duplicate })).toMatchObject(busy)
  const change = (id: string, version: number, to: object) =>
    APPOINTMENT['appointment.move'](desk, { id, version, change: to })
  expect(await change(ofKept.id, 1, { startsAt: ofDuplicate.startsAt, staffId: colleague })).toMatchObject(busy)
  const away = { startsAt: ofKept.startsAt, staffId: colleague }
  expect(await change(ofDuplicate.id, 1, away)).toMatchObject({
    code: 'patient_busy',
    details: { until: ofKept.endsAt },
  })
  const [move] = must(
    await APPOINTMENT['appointment.move_many'](desk, { moves: [{ id: ofDuplicate.id, version: 1, ...away }] }),
  ).items
  expect(move).toMatchObject({ outcome: 'refused', code: 'patient_busy' })
  const repeat = { every: 'week', count: 2 } as const
  const series = must(await APPOINTMENT['series.book'](owner, { patientId: mergedInto, ...atDuplicates, repeat }))
  expect(series.items.map(one => one.code ?? one.outcome)).toEqual(['patient_busy', 'booked'])

  // Called off, then somebody takes the time under the other id: what comes back is asked again.
  const off = must(await APPOINTMENT['appointment.cancel'](desk, { id: ofDuplicate.id, by: 'patient', code: 'ill' }))
  const instead = must(await booked({}))
  expect(await APPOINTMENT['appointment.undo'](desk, { id: off.id })).toMatchObject(busy)
  must(await APPOINTMENT['appointment.cancel'](desk, { id: instead.id, by: 'patient', code: 'ill' }))
  must(await APPOINTMENT['appointment.undo'](desk, { id: off.id }))
  must(await APPOINTMENT['appointment.no_show'](desk, { id: off.id }))
  must(await booked({}))
  expect(await APPOINTMENT['appointment.check_in'](desk, { id: off.id })).toMatchObject(busy)

  must(await PATIENT['patient.unmerge'](desk, { id: duplicate }))
  must(await APPOINTMENT['appointment.check_in'](desk, { id: off.id }))
  expect(must(await APPOINTMENT['appointment.read'](desk, off.id)).staff?.id).toBe(doctor)
})

test('a person waits once for the same, and is offered no time at which another id has a visit', async () => {
  const desk = await aDesk()
  const [duplicate, mergedInto] = [desk.patient, await desk.aPatient('Sari Dewi')]
  const [colleague, someone] = [await desk.aDoctor(), await desk.aPatient()]
  const { APPOINTMENT, PATIENT } = env
  must(await desk.book({ patientId: duplicate }))
  const freed = must(await desk.book({ patientId: someone, staffId: colleague }))
  const entry = (patientId: string) =>
    APPOINTMENT['waitlist.add'](desk.desk, { patientId, staffId: colleague, minutes: 30 })
  const ofDuplicate = must(await entry(duplicate))
  const ofKept = must(await entry(mergedInto))
  must(await APPOINTMENT['waitlist.remove'](desk.desk, { id: ofKept.id, version: ofKept.version }))
  must(await PATIENT['patient.merge'](desk.desk, { id: duplicate, intoId: mergedInto }))
  expect(await entry(mergedInto)).toMatchObject({ code: 'already_waiting' })
  must(await APPOINTMENT['waitlist.remove'](desk.desk, { id: ofDuplicate.id, version: ofDuplicate.version }))
  must(await entry(mergedInto))
  must(await APPOINTMENT['appointment.cancel'](desk.desk, { id: freed.id, by: 'patient', code: 'ill' }))
  const later = { ...desk.desk, at: desk.now + 10_000, kind: 'system' as const, roles: [] }
  must(await APPOINTMENT['waitlist.offer_freed_slots'](later))
  expect(must(await APPOINTMENT['offer.list'](desk.desk, {})).items).toEqual([])
})

test.each([
  ['record merged into', 0],
  ['duplicate', 1],
] as const)(
  'whether a time is offered depends on the record merged into: with the %s archived %i',
  async (archived, offers) => {
    const desk = await aDesk()
    const [duplicate, mergedInto, someone] = [desk.patient, await desk.aPatient('Sari Dewi'), await desk.aPatient()]
    const { APPOINTMENT, PATIENT } = env
    const freed = must(await desk.book({ patientId: someone }))
    must(await APPOINTMENT['waitlist.add'](desk.desk, { patientId: duplicate, staffId: desk.doctor, minutes: 30 }))
    if (archived === 'duplicate') must(await PATIENT['patient.archive'](desk.desk, { id: duplicate }))
    must(await PATIENT['patient.merge'](desk.desk, { id: duplicate, intoId: mergedInto }))
    if (archived === 'record merged into') must(await PATIENT['patient.archive'](desk.desk, { id: mergedInto }))
    must(await APPOINTMENT['appointment.cancel'](desk.desk, { id: freed.id, by: 'patient', code: 'ill' }))
    const clock = { ...desk.desk, at: desk.now + 10_000, kind: 'system' as const, roles: [] }
    must(await APPOINTMENT['waitlist.offer_freed_slots'](clock))
    expect(must(await APPOINTMENT['offer.list'](desk.desk, {})).items).toHaveLength(offers)
  },
)

test('an offered time is not taken where the person has a visit under another id by then', async () => {
  const desk = await aDesk()
  const [duplicate, mergedInto, someone] = [desk.patient, await desk.aPatient('Sari Dewi'), await desk.aPatient()]
  const { APPOINTMENT, PATIENT } = env
  const freed = must(await desk.book({ patientId: someone, staffId: await desk.aDoctor() }))
  must(
    await APPOINTMENT['waitlist.add'](desk.desk, {
      patientId: mergedInto,
      staffId: freed.staff?.id ?? '',
      minutes: 30,
    }),
  )
  must(await APPOINTMENT['appointment.cancel'](desk.desk, { id: freed.id, by: 'patient', code: 'ill' }))
  must(
    await APPOINTMENT['waitlist.offer_freed_slots']({ ...desk.desk, at: desk.now + 10_000, kind: 'system', roles: [] }),
  )
  const [offer] = must(await APPOINTMENT['offer.list'](desk.desk, {})).items
  const meanwhile = must(await desk.book({ patientId: duplicate }))
  must(await PATIENT['patient.merge'](desk.desk, { id: duplicate, intoId: mergedInto }))
  const accepted = await APPOINTMENT['offer.accept']({ ...desk.desk, at: desk.now + 20_000 }, { id: offer?.id ?? '' })
  expect(accepted).toMatchObject({ code: 'patient_busy', details: { until: meanwhile.endsAt } })
})

test('a record merged into that is deceased or archived is refused like any other', async () => {
  const { desk, duplicate, mergedInto, book } = await aMergedPair()
  must(await env.PATIENT['patient.archive'](desk, { id: mergedInto }))
  expect(await book({ patientId: duplicate, startsAt: local('11:00') })).toMatchObject({ code: 'patient_archived' })
})

test('visits over two ids are paged without a gap or a repeat', async () => {
  const desk = await aDesk()
  const mergedInto = await desk.aPatient()
  for (const i of times(7, n => n)) {
    const startsAt = new Date(Date.parse(local('09:00')) + i * 1_800_000).toISOString()
    const overbook = { reason: 'many' }
    must(await desk.book({ patientId: i % 2 ? mergedInto : desk.patient, startsAt, overbook }))
  }
  must(await env.PATIENT['patient.merge'](desk.desk, { id: desk.patient, intoId: mergedInto }))
  const startTimes: string[] = []
  let cursor: string | undefined
  do {
    const page = must(
      await env.APPOINTMENT['appointment.list'](desk.desk, { patientId: [mergedInto], limit: 3, cursor }),
    )
    startTimes.push(...page.items.map(({ startsAt }) => startsAt))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(startTimes).toHaveLength(7)
  expect(startTimes).toEqual([...new Set(startTimes)].sort())
})

test('as many visits ahead as a person may book, five, are counted under every id', async () => {
  const { as, desk, owner, doctor, duplicate, mergedInto, book } = await aMergedPair()
  must(await env.PATIENT['patient.unmerge'](desk, { id: duplicate }))
  must(await book({ patientId: duplicate, startsAt: local('11:00') }))
  for (const time of ['13:00', '14:00']) must(await book({ patientId: mergedInto, startsAt: local(time) }))
  must(await env.PATIENT['patient.merge'](desk, { id: duplicate, intoId: mergedInto }))
  const type = must(
    await env.APPOINTMENT['visit_type.create'](owner, { name: 'Check', minutes: 30, selfBookable: true }),
  )
  const portal = as('patient', { patients: [mergedInto, duplicate] })
  const booking = { staffId: doctor, visitTypeId: type.id, startsAt: local('15:00', '2026-03-03') }
  for (const patientId of [mergedInto, duplicate]) {
    expect(await env.APPOINTMENT['appointment.book'](portal, { ...booking, patientId })).toMatchObject({
      code: 'too_many_open',
    })
  }
  must(await env.PATIENT['patient.unmerge'](desk, { id: duplicate }))
  const alone = as('patient', { patients: [mergedInto] })
  expect(must(await env.APPOINTMENT['appointment.book'](alone, { ...booking, patientId: mergedInto })).patient.id).toBe(
    mergedInto,
  )
})

test('where the patient Worker is silent, the one id’s visits say that they may not be all; usually one round trip reads them', async () => {
  const { desk, duplicate, aPatient } = await aMergedPair()
  const { context } = countingContext<AppointmentEnv>(env.APPOINTMENT_DB, desk)
  const never = () => new Promise(() => {})
  const silent = { 'patient.persons': never, 'patient.cards': never } as unknown as AppointmentEnv['PATIENT']
  const alone = { ...context, env: { ...context.env, PATIENT: silent } }
  const page = must(await listAppointments(alone, { patientId: [duplicate] }))
  expect([page.items.length, page.linksUnavailable]).toEqual([1, true])
  const usual = countingContext<AppointmentEnv>(env.APPOINTMENT_DB, desk)
  must(await listAppointments(usual.context, { patientId: [await aPatient()] }))
  expect(usual.counted.roundTrips).toBe(1)
})
