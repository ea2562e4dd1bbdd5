import { expect, test } from 'vitest'
import { aPatient, aSignedVisit, aVisit, pulse } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must, times } from '../../../test/verbs/people.ts'
import type { TimelineInput } from './read.ts'

/** What a timeline says, page by page. */
async function pages(actor: Parameters<(typeof env.RECORD)['timeline.read']>[0], input: TimelineInput) {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = must(await env.RECORD['timeline.read'](actor, { ...input, cursor }))
    expect(page.items.length).toBeLessThanOrEqual(input.limit ?? 20)
    seen.push(...page.items.map(one => `${one.kind} ${one.at}`))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return seen
}

/** Two encounters, a note and two pulses, ten minutes between one and the next. */
async function aDay() {
  const visit = await aVisit()
  const { nurse, doctor, patientId } = visit
  const at = (minutes: number) => monday + minutes * 60_000
  const clock = (minutes: number) => new Date(at(minutes)).toISOString()
  must(
    await env.RECORD['note.add'](
      { ...nurse, at: at(10) },
      { encounterId: visit.id, note: { kind: 'nursing', text: 'x' } },
    ),
  )
  must(await env.RECORD['observation.add']({ ...nurse, at: at(20) }, pulse(patientId, { observedAt: clock(20) })))
  must(await env.RECORD['encounter.open']({ ...doctor, at: at(30) }, { patientId }))
  must(await env.RECORD['observation.add']({ ...nurse, at: at(40) }, pulse(patientId, { observedAt: clock(40) })))
  const all = [
    `observation ${clock(40)}`,
    `encounter ${clock(30)}`,
    `observation ${clock(20)}`,
    `note ${clock(10)}`,
    `encounter ${clock(0)}`,
  ]
  return { ...visit, all, clock }
}

test('the timeline mixes encounters, notes and observations, newest first', async () => {
  const { nurse, patientId, all } = await aDay()
  expect(await pages(nurse, { patientId })).toEqual(all)
  for (const limit of [1, 2, 3, 5]) expect(await pages(nurse, { patientId, limit })).toEqual(all)
})

test('it is narrowed by time and kind', async () => {
  const { nurse, patientId, all, clock } = await aDay()
  expect(await pages(nurse, { patientId, from: clock(10), to: clock(40) })).toEqual(all.slice(1, 4))
  expect(await pages(nurse, { patientId, kinds: ['note'] })).toEqual([all[3]])
  expect(await pages(nurse, { patientId, kinds: ['encounter', 'observation'], limit: 1 })).toEqual(
    all.filter(one => !one.startsWith('note')),
  )
})

test('entries of one instant are paged without loss or repeat', async () => {
  const { nurse, patientId } = await aVisit()
  const items = times(25, i => pulse(patientId, { value: 60 + i, observedAt: new Date(monday).toISOString() }))
  must(await env.RECORD['observation.add_many'](nurse, { items }))
  const seen = new Set<string>()
  let cursor: string | undefined
  let count = 0
  do {
    const page = must(await env.RECORD['timeline.read'](nurse, { patientId, limit: 4, cursor }))
    for (const one of page.items) seen.add(one.id)
    count += page.items.length
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect([count, seen.size]).toEqual([26, 26])
})

test('a patient sees the own signed encounter with its signed notes and observations', async () => {
  const { patient, doctor, nurse, as, patientId, id, noteId, observationId, signed } = await aSignedVisit()
  must(await env.RECORD['encounter.open'](doctor, { patientId }))
  must(await env.RECORD['observation.add'](nurse, pulse(patientId)))
  const { items } = must(await env.RECORD['timeline.read'](patient, { patientId }))
  expect(items.map(one => one.id).sort()).toEqual([id, noteId, observationId, signed.note?.id].sort())
  expect(await env.RECORD['timeline.read'](as('patient', { patients: ['pat-other'] }), { patientId })).toMatchObject({
    code: 'not_found',
  })
})

test('a signed nursing note of an open encounter is not shown to the patient', async () => {
  const { nurse, patient, patientId, id } = await aVisit()
  const note = must(await env.RECORD['note.add'](nurse, { encounterId: id, note: { kind: 'nursing', text: 'x' } }))
  must(await env.RECORD['note.sign'](nurse, { encounterId: id, noteId: note.id }))
  expect(must(await env.RECORD['timeline.read'](patient, { patientId })).items).toEqual([])
})

test("a new patient's timeline is empty; an unknown one's and another clinic's is not found", async () => {
  const { as } = aClinic()
  const patientId = await aPatient(as('receptionist'))
  expect(must(await env.RECORD['timeline.read'](as('nurse'), { patientId })).items).toEqual([])
  const elsewhere = await aDay()
  for (const wrong of ['pat-none', elsewhere.patientId]) {
    expect(await env.RECORD['timeline.read'](as('doctor'), { patientId: wrong })).toMatchObject({ code: 'not_found' })
  }
})

test('a cursor that is none is refused', async () => {
  const { nurse, patientId } = await aVisit()
  expect(await env.RECORD['timeline.read'](nurse, { patientId, cursor: 'WzFd' })).toMatchObject({
    code: 'invalid_request',
  })
})

test.each(['owner', 'receptionist'] as const)('%s may not read a timeline', async role => {
  const { as, patientId } = await aVisit()
  expect(await env.RECORD['timeline.read'](as(role), { patientId })).toMatchObject({ code: 'forbidden' })
})
