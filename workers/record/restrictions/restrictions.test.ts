import { expect, test } from 'vitest'
import { system } from '#shared/actor'
import { aSignedVisit, aVisit, pulse } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'

const { RECORD, PATIENT, APPOINTMENT } = env
const hour = 3_600_000
const reason = 'Chest pain, unconscious'
const origin = 'https://clinic.test'

/** A signed visit whose record the doctor has restricted. */
async function aRestricted(blocked: string[] = []) {
  const visit = await aSignedVisit()
  const set = must(
    await RECORD['restriction.set'](visit.doctor, { patientId: visit.patientId, reason: 'A known face', blocked }),
  )
  return { ...visit, set }
}

test('a restricted record asks everybody for a reason, its author too, and opens until midnight', async () => {
  const { doctor, nurse, patient, patientId, id, noteId, observationId } = await aRestricted()
  const asks = { ok: false, code: 'reason_required', details: { why: 'restricted', patientIds: [patientId] } }
  expect(await RECORD['encounter.read'](doctor, id)).toEqual(asks)
  expect(await RECORD['timeline.read'](nurse, { patientId })).toEqual(asks)
  expect(await RECORD['chart.summary'](nurse, patientId)).toEqual(asks)
  expect(await RECORD['observation.read'](nurse, observationId)).toEqual(asks)
  expect(await RECORD['encounter.list'](doctor, { patientId: [patientId] })).toEqual(asks)
  expect(await RECORD['observation.list'](doctor, { patientId: [patientId] })).toEqual(asks)
  expect(await RECORD['encounter.open'](doctor, { patientId })).toEqual(asks)
  expect(await RECORD['encounter.retract'](doctor, { id, reason })).toEqual(asks)
  expect(await RECORD['note.sign'](nurse, { encounterId: id, noteId })).toEqual(asks)
  expect(await RECORD['observation.add'](nurse, pulse(patientId))).toEqual(asks)
  expect(must(await RECORD['encounter.list'](doctor, {})).items).toEqual([])
  expect(must(await RECORD['observation.list'](doctor, {})).items).toEqual([])
  expect(must(await RECORD['encounter.read'](patient, id)).id).toBe(id)

  const access = must(await RECORD['record_access.open'](doctor, { patientId, reason, origin }))
  expect(access).toMatchObject({ patientId, reason })
  expect(await RECORD['encounter.read'](doctor, id)).toMatchObject({ ok: true, under: [access.id] })
  expect(must(await RECORD['encounter.list'](doctor, {})).items).toHaveLength(1)
  expect(await RECORD['encounter.read'](nurse, id)).toEqual(asks)
  const until = Date.parse(access.until)
  expect(await RECORD['encounter.read']({ ...doctor, at: until - 1 }, id)).toMatchObject({ ok: true })
  expect(await RECORD['encounter.read']({ ...doctor, at: until }, id)).toEqual(asks)
  expect(until - doctor.at).toBeLessThanOrEqual(25 * hour)
})

test('whom a restriction shuts out gets in with no reason, and neither changes nor lifts it', async () => {
  const visit = await aVisit()
  const { doctor, patientId, id, as } = visit
  const nosy = as('doctor', { staffId: `stf-${crypto.randomUUID()}` })
  const closed = { ok: false, code: 'blocked' }
  const set = (actor: typeof doctor, blocked: string[]) =>
    RECORD['restriction.set'](actor, { patientId, reason: 'Asked for it', blocked })
  expect(await set(doctor, [doctor.accountId])).toEqual({ ok: false, code: 'blocks_self' })
  must(await set(doctor, [nosy.accountId]))
  expect(await RECORD['encounter.read'](nosy, id)).toEqual(closed)
  expect(await RECORD['record_access.open'](nosy, { patientId, reason, origin })).toEqual(closed)
  expect(await set(nosy, [])).toEqual(closed)
  expect(await RECORD['restriction.lift'](nosy, { patientId })).toEqual(closed)
  expect(must(await RECORD['restriction.read'](nosy, patientId))).toEqual({ patientId, asks: 'blocked' })
  expect(must(await RECORD['encounter.list'](nosy, {})).items).toEqual([])
  expect(must(await RECORD['restriction.read'](doctor, patientId))).toMatchObject({
    asks: 'reason',
    restriction: { reason: 'Asked for it', blocked: [nosy.accountId] },
  })
})

test('restricting again changes the one that there is, a stale version is refused, and lifting opens', async () => {
  const { doctor, nurse, as, patientId, id, set } = await aRestricted()
  const owner = as('owner')
  const again = must(await RECORD['restriction.set'](owner, { patientId, reason: 'Another', version: 1 }))
  expect(again).toMatchObject({ id: set.id, version: 2, reason: 'Another' })
  const stale = { ok: false, code: 'stale' }
  expect(await RECORD['restriction.set'](doctor, { patientId, reason: 'x', version: 1 })).toEqual(stale)
  expect(await RECORD['restriction.lift'](doctor, { patientId, version: 1 })).toEqual(stale)
  expect(await RECORD['restriction.set'](nurse, { patientId, reason: 'x' })).toEqual({ ok: false, code: 'forbidden' })
  must(await RECORD['restriction.lift'](owner, { patientId, version: 2 }))
  expect(await RECORD['encounter.read'](nurse, id)).toMatchObject({ ok: true })
  expect(await RECORD['restriction.lift'](owner, { patientId })).toEqual({ ok: false, code: 'not_found' })
})

test('a restriction that is set closes what was opened before', async () => {
  const { doctor, patientId, id } = await aVisit()
  must(await RECORD['record_access.open'](doctor, { patientId, reason, origin }))
  must(await RECORD['restriction.set'](doctor, { patientId, reason: 'Asked for it' }))
  expect(await RECORD['encounter.read'](doctor, id)).toMatchObject({ ok: false, code: 'reason_required' })
})

test('a restriction of one record covers the whole person, before its cover follows a merge and after, and not what is split off', async () => {
  const { doctor, nurse, as, patientId, id, clinicId } = await aRestricted()
  const desk = as('receptionist')
  const kept = must(await PATIENT['patient.register'](desk, { name: { given: 'Sari' }, sex: 'female' })).id
  const other = must(await RECORD['encounter.open'](doctor, { patientId: kept })).encounter.id
  must(await PATIENT['patient.merge'](desk, { id: patientId, intoId: kept }))
  const closed = { ok: false, code: 'reason_required' }
  expect(await RECORD['timeline.read'](nurse, { patientId: kept })).toMatchObject(closed)
  const follow = () => RECORD['restriction.follow_links'](system(clinicId, doctor.at, 'req-1'), [patientId, kept])
  must(await follow())
  expect(await RECORD['encounter.read'](nurse, other)).toMatchObject(closed)
  must(await RECORD['record_access.open'](nurse, { patientId: kept, reason, origin }))
  expect(await RECORD['encounter.read'](nurse, id)).toMatchObject({ ok: true })
  must(await PATIENT['patient.unmerge'](desk, { id: patientId }))
  must(await follow())
  expect(await RECORD['encounter.read'](doctor, other)).toMatchObject({ ok: true })
  expect(await RECORD['encounter.read'](doctor, id)).toMatchObject(closed)
})

test('a repeat with the same key shows nothing of a record that has closed meanwhile', async () => {
  const { doctor, patientId } = await aVisit()
  const keyed = { ...doctor, repeat: { key: crypto.randomUUID(), route: 'POST /api/encounters', bodyHash: 'x' } }
  must(await RECORD['encounter.open'](keyed, { patientId }))
  must(await RECORD['restriction.set'](doctor, { patientId, reason: 'Asked for it' }))
  expect(await RECORD['encounter.open'](keyed, { patientId })).toMatchObject({ ok: false, code: 'reason_required' })
})

test('where the clinic asks strangers, notes and visits relate, and a list leaves the others out', async () => {
  const { doctor, nurse, as, patientId, id, clinicId } = await aSignedVisit()
  const stranger = as('doctor', { staffId: `stf-${crypto.randomUUID()}` })
  const follow = (askReason: 'never' | 'unrelated', version: number) =>
    RECORD['restriction.follow_policy'](system(clinicId, doctor.at, 'req-1'), { askReason, version })
  must(await follow('unrelated', 2))
  must(await follow('never', 1))
  expect(await RECORD['encounter.read'](doctor, id)).toMatchObject({ ok: true })
  expect(await RECORD['encounter.read'](nurse, id)).toMatchObject({ ok: true })
  expect(await RECORD['encounter.read'](stranger, id)).toEqual({
    ok: false,
    code: 'reason_required',
    details: { why: 'unrelated', patientIds: [patientId] },
  })
  const later = { ...nurse, at: nurse.at + 91 * 24 * hour }
  expect(await RECORD['encounter.read'](later, id)).toMatchObject({ ok: false, code: 'reason_required' })
  expect(must(await RECORD['encounter.list'](stranger, {})).items).toEqual([])
  expect(must(await RECORD['encounter.list'](doctor, {})).items).toHaveLength(1)
  expect(await RECORD['timeline.read'](stranger, { patientId: 'pat-nobody' })).toEqual({ ok: false, code: 'not_found' })
  must(await APPOINTMENT['appointment.walk_in'](as('receptionist'), { patientId, staffId: undefined, reason: 'x' }))
  expect(await RECORD['encounter.read'](stranger, id)).toMatchObject({ ok: true })
  expect(must(await RECORD['observation.list'](stranger, {})).items).toHaveLength(1)
  must(await follow('never', 3))
  expect(await RECORD['encounter.read'](later, id)).toMatchObject({ ok: true })
})

test("another clinic's patients are nobody, and restrict nothing", async () => {
  const { patientId } = await aVisit()
  const elsewhere = await aVisit()
  const nobody = { ok: false, code: 'not_found' }
  expect(await RECORD['restriction.set'](elsewhere.doctor, { patientId, reason: 'x' })).toEqual(nobody)
  expect(await RECORD['restriction.lift'](elsewhere.doctor, { patientId })).toEqual(nobody)
  expect(await RECORD['restriction.read'](elsewhere.doctor, patientId)).toEqual(nobody)
  expect(await RECORD['record_access.open'](elsewhere.doctor, { patientId, reason, origin })).toEqual(nobody)
})
