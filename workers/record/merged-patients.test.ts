import { expect, test } from 'vitest'
import { aPatient, aSignedVisit, aVisit, pulse } from '../../test/verbs/charts.ts'
import { countingContext } from '../../test/verbs/counting.ts'
import { env } from '../../test/verbs/env.ts'
import { must, times } from '../../test/verbs/people.ts'
import { chartSummary } from './timeline/chart-summary.ts'
import { readTimeline } from './timeline/read.ts'

/** A patient with a signed visit who was merged into another one with a visit of their own. */
async function aMergedPair() {
  const visit = await aSignedVisit()
  const { as, doctor, nurse, patientId: duplicate } = visit
  const desk = as('receptionist')
  const kept = await aPatient(desk)
  must(await env.RECORD['encounter.open'](doctor, { patientId: kept }))
  must(await env.RECORD['observation.add'](nurse, pulse(kept, { value: 64, observedAt: '2026-03-02T11:45:00.000Z' })))
  must(await env.PATIENT['patient.merge'](desk, { id: duplicate, intoId: kept }))
  return { ...visit, desk, duplicate, kept }
}

const idsOf = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id).sort()

test('whoever opens either id sees what was written under both, and after the split each its own', async () => {
  const { desk, doctor, duplicate, kept } = await aMergedPair()
  const seen = async (patientId: string) => ({
    timeline: idsOf(must(await env.RECORD['timeline.read'](doctor, { patientId }))),
    encounters: idsOf(must(await env.RECORD['encounter.list'](doctor, { patientId: [patientId] }))),
    observations: idsOf(must(await env.RECORD['observation.list'](doctor, { patientId: [patientId] }))),
    trend: must(await env.RECORD['chart.summary'](doctor, patientId)).vitals[0]?.values.map(one => one.value),
    open: must(await env.RECORD['chart.summary'](doctor, patientId)).openEncounters.length,
  })
  const both = await seen(kept)
  expect(await seen(duplicate)).toEqual(both)
  expect(both).toMatchObject({ encounters: { length: 2 }, observations: { length: 2 }, trend: [64, 72], open: 1 })
  expect(both.timeline).toHaveLength(7)
  must(await env.PATIENT['patient.unmerge'](desk, { id: duplicate }))
  const [one, other] = [await seen(duplicate), await seen(kept)]
  expect([one.timeline.length, other.timeline.length]).toEqual([5, 2])
  expect([...one.timeline, ...other.timeline].sort()).toEqual(both.timeline)
})

test('a timeline over two ids is paged without a gap or a repeat', async () => {
  const { as, doctor, nurse, patientId: duplicate } = await aVisit()
  const desk = as('receptionist')
  const kept = await aPatient(desk)
  const minute = (i: number) => new Date(Date.parse('2026-03-02T10:00:00.000Z') + i * 60_000).toISOString()
  for (const i of times(14, n => n)) {
    must(
      await env.RECORD['observation.add'](
        nurse,
        pulse(i % 3 === 0 ? duplicate : kept, { observedAt: minute(i), value: 60 + i }),
      ),
    )
  }
  must(await env.PATIENT['patient.merge'](desk, { id: duplicate, intoId: kept }))
  for (const list of [env.RECORD['timeline.read'], env.RECORD['observation.list']] as const) {
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page =
        list === env.RECORD['timeline.read']
          ? must(
              await env.RECORD['timeline.read'](doctor, { patientId: kept, kinds: ['observation'], limit: 4, cursor }),
            )
          : must(await env.RECORD['observation.list'](doctor, { patientId: [kept], limit: 4, cursor }))
      found.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(found).toHaveLength(14)
    expect(new Set(found).size).toBe(14)
  }
})

test('what is written for a merged patient belongs to the patient who is kept, also for a visit booked before the merge', async () => {
  const { desk, doctor, nurse, duplicate, kept } = await aMergedPair()
  const { encounter } = must(await env.RECORD['encounter.open'](doctor, { patientId: duplicate }))
  expect(encounter.patient.id).toBe(kept)
  expect(must(await env.RECORD['observation.add'](nurse, pulse(duplicate))).patientId).toBe(kept)
  const other = await aPatient(desk)
  const walkIn = must(await env.APPOINTMENT['appointment.walk_in'](desk, { patientId: other }))
  must(await env.PATIENT['patient.merge'](desk, { id: other, intoId: kept }))
  for (const patientId of [other, kept]) {
    const opened = must(await env.RECORD['encounter.open'](doctor, { patientId, appointmentId: walkIn.id }))
    expect(opened.encounter.patient.id).toBe(kept)
  }
  const stranger = await aPatient(desk)
  expect(await env.RECORD['encounter.open'](doctor, { patientId: stranger, appointmentId: walkIn.id })).toMatchObject({
    code: 'appointment_not_found',
  })
})

test('what is observed in an encounter of before the merge joins it under its id', async () => {
  const { as, doctor, nurse, patientId: duplicate, id } = await aVisit()
  const desk = as('receptionist')
  const kept = await aPatient(desk)
  must(await env.PATIENT['patient.merge'](desk, { id: duplicate, intoId: kept }))
  for (const patientId of [duplicate, kept]) {
    expect(must(await env.RECORD['observation.add'](nurse, pulse(patientId, { encounterId: id }))).patientId).toBe(
      duplicate,
    )
  }
  const stranger = await aPatient(desk)
  expect(await env.RECORD['observation.add'](nurse, pulse(stranger, { encounterId: id }))).toMatchObject({
    code: 'encounter_not_found',
  })
  expect(must(await env.RECORD['encounter.read'](doctor, id)).observations).toHaveLength(2)
})

test('whoever stands for one of them sees no more than the ids of the session', async () => {
  const { as, duplicate, kept } = await aMergedPair()
  const before = as('patient', { patients: [kept] })
  const after = as('patient', { patients: [kept, duplicate] })
  expect(must(await env.RECORD['timeline.read'](before, { patientId: kept })).items).toEqual([])
  expect(must(await env.RECORD['timeline.read'](after, { patientId: kept })).items.length).toBeGreaterThan(0)
  expect(must(await env.RECORD['encounter.list'](before, { patientId: [kept] })).items).toEqual([])
  expect(must(await env.RECORD['encounter.list'](after, { patientId: [kept] })).items).toHaveLength(1)
})

test('where the patient Worker is silent, the one id’s rows say that they may not be all', async () => {
  const { doctor, duplicate } = await aMergedPair()
  const { context } = countingContext<RecordEnv>(env.RECORD_DB, doctor)
  const never = () => new Promise(() => {})
  const silent = { 'patient.persons': never, 'patient.cards': never } as unknown as RecordEnv['PATIENT']
  const alone = { ...context, env: { ...context.env, PATIENT: silent } }
  const page = must(await readTimeline(alone, { patientId: duplicate }))
  expect([page.items.length, page.linksUnavailable]).toEqual([5, true])
  expect(must(await chartSummary(alone, duplicate)).linksUnavailable).toBe(true)
  expect(must(await readTimeline(context, { patientId: duplicate })).linksUnavailable).toBeUndefined()
})

test('a patient who is not merged is read once', async () => {
  const { doctor, patientId } = await aVisit()
  const { context, counted } = countingContext<RecordEnv>(env.RECORD_DB, doctor)
  must(await readTimeline(context, { patientId }))
  expect(counted.roundTrips).toBe(1)
})
