import { expect, test } from 'vitest'
import { aPatient, aSignedVisit, aVisit } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must, times } from '../../../test/verbs/people.ts'
import type { ListEncounters } from './contract.ts'

/** A clinic with one encounter a day for so many days before now, by two doctors in turn. */
async function aHistory(days: number) {
  const { as } = aClinic()
  const doctors = times(2, i => as('doctor', { staffId: `stf-${i}` }))
  const patientId = await aPatient(as('receptionist'))
  const ids: string[] = []
  for (let day = 0; day < days; day++) {
    const doctor = doctors[day % 2]
    if (!doctor) throw new Error('no doctor')
    const startedAt = new Date(monday - day * 86_400_000).toISOString()
    ids.push(must(await env.RECORD['encounter.open'](doctor, { patientId, startedAt })).encounter.id)
  }
  const list = async (input: ListEncounters) => must(await env.RECORD['encounter.list'](as('nurse'), input))
  return { as, patientId, ids, list, doctor: doctors[0] ?? as('doctor') }
}

test('encounters are listed latest first and paged without loss or repeat', async () => {
  const { ids, list } = await aHistory(7)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await list({ limit: 3, cursor })
    seen.push(...page.items.map(one => one.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(ids)
})

test('encounters are found by patient, doctor, visit, status and day', async () => {
  const { ids, list, patientId, doctor } = await aHistory(5)
  const found = async (input: ListEncounters) => (await list(input)).items.map(one => one.id)
  must(await env.RECORD['encounter.save_soap'](doctor, { id: ids[0] ?? '', version: 1, fields: { plan: 'Rest' } }))
  must(await env.RECORD['encounter.sign'](doctor, { id: ids[0] ?? '' }))
  expect(await found({ patientId: [patientId] })).toEqual(ids)
  expect(await found({ patientId: ['pat-none', patientId] })).toEqual(ids)
  expect(await found({ patientId: ['pat-none'] })).toEqual([])
  expect(await found({ staffId: ['stf-1'] })).toEqual([ids[1], ids[3]])
  expect(await found({ appointmentId: ['apt-none'] })).toEqual([])
  expect(await found({ status: ['finished'] })).toEqual([ids[0]])
  expect(await found({ status: ['in_progress', 'finished'] })).toEqual(ids)
  // A plain date is the clinic's midnight; `to` is exclusive. Each began at 07:00 in New York.
  expect(await found({ from: '2026-02-27', to: '2026-03-01' })).toEqual([ids[2], ids[3]])
})

test('what changed since is listed in the order of its change', async () => {
  const { ids, list, doctor } = await aHistory(4)
  const later = { ...doctor, at: monday + 60_000 }
  must(await env.RECORD['encounter.save_soap'](later, { id: ids[2] ?? '', version: 1, fields: { plan: 'Rest' } }))
  const since = await list({ updatedSince: new Date(monday + 1).toISOString() })
  expect(since.items.map(one => one.id)).toEqual([ids[2]])
  const first = await list({ updatedSince: '2026-03-02', limit: 3 })
  const rest = await list({ updatedSince: '2026-03-02', limit: 3, cursor: first.nextCursor ?? undefined })
  expect([...first.items, ...rest.items].map(one => one.id)).toEqual([ids[0], ids[1], ids[3], ids[2]])
})

test('a cursor that is none is refused', async () => {
  const { as } = aClinic()
  expect(await env.RECORD['encounter.list'](as('nurse'), { cursor: 'bm9uZQ' })).toMatchObject({
    code: 'invalid_request',
  })
})

test('drafts of others are seen by clinicians', async () => {
  const { doctor, nurse, as, id } = await aVisit()
  must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: 'Rest' } }))
  must(await env.RECORD['note.add'](nurse, { encounterId: id, note: { kind: 'nursing', text: 'Calm.' } }))
  for (const someone of [doctor, nurse, as('doctor'), as('nurse')]) {
    expect(must(await env.RECORD['encounter.read'](someone, id))).toMatchObject({
      note: { plan: 'Rest' },
      notes: [{ text: 'Calm.' }],
    })
  }
})

test('a patient sees the own signed encounter without drafts, and nothing of an open one', async () => {
  const { patient, as, id, signed, noteId, doctor, patientId } = await aSignedVisit()
  const seen = must(await env.RECORD['encounter.read'](patient, id))
  expect(seen.note).toEqual(signed.note)
  expect(seen.notes.map(one => one.id)).toEqual([noteId])
  expect(seen.observations).toHaveLength(1)
  const open = must(await env.RECORD['encounter.open'](doctor, { patientId })).encounter.id
  expect(await env.RECORD['encounter.read'](patient, open)).toMatchObject({ code: 'not_found' })
  expect(must(await env.RECORD['encounter.list'](patient, {})).items.map(one => one.id)).toEqual([id])
  const other = as('patient', { patients: ['pat-other'] })
  expect(await env.RECORD['encounter.read'](other, id)).toMatchObject({ code: 'not_found' })
  expect(must(await env.RECORD['encounter.list'](other, { patientId: [patientId] })).items).toEqual([])
})

test("another clinic's encounters do not exist", async () => {
  const { id, patientId } = await aSignedVisit()
  const { as } = aClinic()
  for (const role of ['doctor', 'nurse'] as const) {
    expect(await env.RECORD['encounter.read'](as(role), id)).toMatchObject({ code: 'not_found' })
  }
  expect(await env.RECORD['encounter.read'](as('patient', { patients: [patientId] }), id)).toMatchObject({
    code: 'not_found',
  })
  expect(must(await env.RECORD['encounter.list'](as('doctor'), { patientId: [patientId] })).items).toEqual([])
})

test.each(['owner', 'receptionist'] as const)('%s may not read encounters', async role => {
  const { as, id } = await aVisit()
  expect(await env.RECORD['encounter.read'](as(role), id)).toMatchObject({ code: 'forbidden' })
  expect(await env.RECORD['encounter.list'](as(role), {})).toMatchObject({ code: 'forbidden' })
})
