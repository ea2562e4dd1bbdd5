import { expect, test } from 'vitest'
import { aSignedVisit, aVisit, pulse } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'

const { RECORD } = env
const reason = 'Written for another patient.'

test('a signed encounter stays as it was, marked with who, when and why; its measurements are retracted with it', async () => {
  const { doctor, patient, patientId, id, signed, observationId } = await aSignedVisit()
  const marked = must(await RECORD['encounter.retract'](doctor, { id, reason, version: signed.version }))
  const { status, statusHistory, version, updatedAt, observations, note, notes, ...rest } = marked
  expect([note, ...notes]).toEqual([signed.note, ...signed.notes].map(one => ({ ...one, inError: true })))
  expect(status).toBe('entered_in_error')
  expect(statusHistory.at(-1)).toEqual({
    status: 'entered_in_error',
    at: '2026-03-02T12:00:00.000Z',
    by: { id: doctor.accountId, name: doctor.name, role: 'doctor' },
    reason,
  })
  expect(signed).toMatchObject({ ...rest, statusHistory: statusHistory.slice(0, -1) })
  expect(version).toBe(signed.version + 1)
  expect(observations).toMatchObject([{ id: observationId, status: 'entered_in_error', retracted: { reason } }])
  expect(must(await RECORD['chart.summary'](doctor, patientId)).vitals).toEqual([])
  const inTimeline = must(await RECORD['timeline.read'](doctor, { patientId, kinds: ['note'] })).items
  expect(inTimeline.map(one => one.kind === 'note' && one.note.inError)).toEqual([true, true, true])
  expect(must(await RECORD['encounter.read'](patient, id))).toMatchObject({
    status: 'entered_in_error',
    note: { plan: 'Rest' },
  })
  expect(must(await RECORD['encounter.list'](patient, {})).items).toMatchObject([{ id, status: 'entered_in_error' }])
})

test('one that is not signed is retracted by the author of its note, before there is one by whoever opened it', async () => {
  const { as, doctor, nurse, patient, id } = await aVisit()
  const other = as('doctor')
  must(await RECORD['encounter.save_soap'](other, { id, version: 1, fields: { plan: 'Rest' } }))
  for (const one of [doctor, nurse])
    expect(await RECORD['encounter.retract'](one, { id, reason })).toMatchObject({ code: 'not_the_author' })
  expect(must(await RECORD['encounter.retract'](other, { id, reason })).status).toBe('entered_in_error')
  expect(await RECORD['encounter.save_soap'](other, { id, version: 3, fields: { plan: 'x' } })).toMatchObject({
    code: 'wrong_status',
  })
  expect(await RECORD['encounter.sign'](other, { id })).toMatchObject({ code: 'wrong_status' })
  expect(await RECORD['encounter.read'](patient, id)).toMatchObject({ code: 'not_found' })
  const bare = await aVisit()
  expect(await RECORD['encounter.retract'](bare.nurse, { id: bare.id, reason })).toMatchObject({
    code: 'not_the_author',
  })
  expect(must(await RECORD['encounter.retract'](bare.doctor, { id: bare.id, reason })).status).toBe('entered_in_error')
})

test('once, by whoever saw its version, and never back', async () => {
  const { doctor, nurse, patientId, id } = await aSignedVisit()
  expect(await RECORD['encounter.retract'](doctor, { id, reason, version: 1 })).toMatchObject({ code: 'stale' })
  const all = await Promise.all(times(5, () => RECORD['encounter.retract'](doctor, { id, reason })))
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(await RECORD['encounter.retract'](doctor, { id, reason })).toMatchObject({ code: 'wrong_status' })
  expect(await RECORD['observation.add'](nurse, pulse(patientId, { encounterId: id }))).toMatchObject({
    code: 'signed',
  })
  for (const statement of [
    "UPDATE encounter SET status = 'finished' WHERE id = ?",
    "UPDATE encounter SET status_history = '[]' WHERE id = ?",
    "UPDATE observation SET status = 'final' WHERE encounter_id = ?",
    "UPDATE note SET plan = 'x' WHERE encounter_id = ?",
  ])
    await expect(env.RECORD_DB.prepare(statement).bind(id).run(), statement).rejects.toThrow(/signed|fixed/)
})

test.each([
  "UPDATE encounter SET status = 'entered_in_error', class = 'home' WHERE id = ?",
  "UPDATE encounter SET status = 'entered_in_error', status_history = '[]' WHERE id = ?",
  "UPDATE encounter SET status = 'entered_in_error', signed_at = NULL WHERE id = ?",
  "UPDATE encounter SET status = 'entered_in_error', signed_by_name = 'x' WHERE id = ?",
  "UPDATE encounter SET status = 'in_progress' WHERE id = ?",
])('marking is no way to change a signed encounter: %s', async statement => {
  const { id } = await aSignedVisit()
  await expect(env.RECORD_DB.prepare(statement).bind(id).run()).rejects.toThrow('signed')
})

test('another clinic, an unknown encounter, and who does not treat', async () => {
  const { as, patient, id } = await aSignedVisit()
  expect(await RECORD['encounter.retract'](aClinic().as('doctor'), { id, reason })).toMatchObject({ code: 'not_found' })
  expect(await RECORD['encounter.retract'](as('doctor'), { id: 'enc-none', reason })).toMatchObject({
    code: 'not_found',
  })
  for (const one of [as('owner'), as('receptionist'), patient])
    expect(await RECORD['encounter.retract'](one, { id, reason })).toMatchObject({ code: 'forbidden' })
})

test('a draft that is open when another signs is withdrawn with its text; a signature that loses leaves it a draft', async () => {
  const { doctor, nurse, patient, id } = await aVisit()
  const text = 'Wound cleaned, not finished writing'
  const draft = must(await RECORD['note.add'](nurse, { encounterId: id, note: { kind: 'nursing', text } }))
  must(await RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: 'Rest' } }))
  expect(await RECORD['encounter.sign'](doctor, { id, version: 1 })).toMatchObject({ code: 'stale' })
  expect(must(await RECORD['encounter.read'](nurse, id)).notes).toMatchObject([{ status: 'draft' }])
  must(await RECORD['encounter.sign'](doctor, { id }))
  expect(must(await RECORD['encounter.read'](nurse, id)).notes).toMatchObject([
    { id: draft.id, status: 'withdrawn', text, version: 2 },
  ])
  expect(await RECORD['note.sign'](nurse, { encounterId: id, noteId: draft.id })).toMatchObject({ code: 'signed' })
  expect(must(await RECORD['encounter.unsigned'](nurse)).count).toBe(0)
  expect(must(await RECORD['encounter.read'](patient, id)).notes).toEqual([])
})
