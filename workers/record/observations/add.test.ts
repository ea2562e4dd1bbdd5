import { expect, test } from 'vitest'
import { aPatient, aVisit, pressure, pulse } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must, times } from '../../../test/verbs/people.ts'

test('a blood pressure is one observation with two components', async () => {
  const { nurse, patientId, id } = await aVisit()
  const observed = must(await env.RECORD['observation.add'](nurse, { ...pressure(patientId), encounterId: id }))
  expect(observed).toMatchObject({
    patientId,
    encounterId: id,
    category: 'vital_signs',
    code: '85354-9',
    name: 'blood_pressure',
    components: [
      { code: '8480-6', name: 'systolic', value: 120, unit: 'mm[Hg]' },
      { code: '8462-4', name: 'diastolic', value: 80, unit: 'mm[Hg]' },
    ],
    status: 'final',
    outOfRange: false,
    recordedBy: { id: nurse.accountId, name: 'A nurse', role: 'nurse' },
    recordedAt: '2026-03-02T12:00:00.000Z',
    version: 1,
  })
  expect(observed.value).toBeUndefined()
})

test('text, codes, ranges and half numbers are stored as they came', async () => {
  const { doctor, patientId } = await aVisit()
  const at = { patientId, observedAt: '2026-03-01T10:00:00+07:00' }
  const items = [
    { ...at, code: '883-9', valueCode: 'A+' },
    { ...at, code: '8302-2', value: 167.5, unit: 'cm' },
    { ...at, code: '32624-9', valueText: 'يوسف 王 "it\'s" 100%_\n😷' },
    {
      ...at,
      code: '718-7',
      value: -0.5,
      unit: 'g/dL',
      interpretation: 'L',
      referenceRange: { low: 12, text: 'adult' },
    },
  ]
  const recorded = must(await env.RECORD['observation.add_many'](doctor, { items })).items
  expect(recorded).toMatchObject(items.map(item => ({ ...item, observedAt: '2026-03-01T03:00:00.000Z' })))
  expect(recorded.map(one => one.category)).toEqual(['other', 'vital_signs', 'other', 'other'])
})

test('fifty are recorded in their order, or none', async () => {
  const { nurse, patientId, clinicId } = await aVisit()
  const items = times(50, i => pulse(patientId, { value: 50 + i }))
  const recorded = must(await env.RECORD['observation.add_many'](nurse, { items })).items
  expect(recorded.map(one => one.value)).toEqual(items.map(item => item.value))
  const bad = await env.RECORD['observation.add_many'](nurse, {
    items: [...items.slice(1), pulse(patientId, { unit: 'Hz' })],
  })
  expect(bad).toMatchObject({ code: 'unknown_unit' })
  const count = (table: string) =>
    env.RECORD_DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE clinic_id = ?`).bind(clinicId).first('n')
  expect(await count('observation')).toBe(50)
  expect(
    await env.RECORD_DB.prepare(
      "SELECT count(*) AS n FROM change WHERE clinic_id = ? AND action = 'observation.recorded'",
    )
      .bind(clinicId)
      .first('n'),
  ).toBe(50)
})

test('a slip of the finger is refused with the item and the rule', async () => {
  const { nurse, patientId } = await aVisit()
  expect(await env.RECORD['observation.add'](nurse, pulse(patientId, { value: 7200 }))).toMatchObject({
    code: 'invalid_request',
    details: [{ path: 'value', rule: 'impossible' }],
  })
  expect(
    await env.RECORD['observation.add_many'](nurse, { items: [pulse(patientId), pressure(patientId, 80, 120)] }),
  ).toMatchObject({
    code: 'invalid_request',
    details: [{ path: 'items.1.components', rule: 'diastolic_below_systolic' }],
  })
})

test('what was observed is not later than now, a little clock skew aside', async () => {
  const { nurse, patientId } = await aVisit()
  const soon = new Date(monday + 60_000).toISOString()
  expect((await env.RECORD['observation.add'](nurse, pulse(patientId, { observedAt: soon }))).ok).toBe(true)
  const later = new Date(monday + 600_000).toISOString()
  expect(await env.RECORD['observation.add'](nurse, pulse(patientId, { observedAt: later }))).toMatchObject({
    code: 'invalid_request',
    details: [{ path: 'observedAt', rule: 'in_the_future' }],
  })
})

test("an unknown patient and another clinic's are not found, an archived one is refused", async () => {
  const { as, nurse, patientId } = await aVisit()
  const elsewhere = await aVisit()
  for (const wrong of ['pat-none', elsewhere.patientId]) {
    expect(await env.RECORD['observation.add_many'](nurse, { items: [pulse(patientId), pulse(wrong)] })).toMatchObject({
      code: 'patient_not_found',
    })
  }
  const archived = await aPatient(as('receptionist'))
  await env.PATIENT_DB.prepare('UPDATE patient SET archived_at = ? WHERE id = ?').bind(monday, archived).run()
  expect(await env.RECORD['observation.add'](nurse, pulse(archived))).toMatchObject({ code: 'patient_archived' })
})

test('an encounter of nobody, of another patient and of another clinic is not found', async () => {
  const { as, nurse, id, patientId } = await aVisit()
  const other = await aPatient(as('receptionist'))
  const elsewhere = await aVisit()
  const wrong = [
    pulse(patientId, { encounterId: 'enc-none' }),
    pulse(other, { encounterId: id }),
    pulse(patientId, { encounterId: elsewhere.id }),
  ]
  for (const item of wrong) {
    expect(await env.RECORD['observation.add'](nurse, item)).toMatchObject({ code: 'encounter_not_found' })
  }
})

test('a repeat with the same key answers what the first time recorded', async () => {
  const { nurse, patientId } = await aVisit()
  const once = { ...nurse, repeat: { key: 'k1', route: 'POST /api/observations', bodyHash: 'a' } }
  const first = must(await env.RECORD['observation.add'](once, pulse(patientId)))
  expect(must(await env.RECORD['observation.add'](once, pulse(patientId)))).toEqual(first)
  const batch = { ...nurse, repeat: { key: 'k1', route: 'POST /api/observations/batch', bodyHash: 'a' } }
  const items = [pulse(patientId), pressure(patientId)]
  const both = must(await env.RECORD['observation.add_many'](batch, { items }))
  expect(must(await env.RECORD['observation.add_many'](batch, { items }))).toEqual(both)
  const other = { ...batch, repeat: { ...batch.repeat, bodyHash: 'b' } }
  expect(await env.RECORD['observation.add_many'](other, { items })).toMatchObject({ code: 'key_reused' })
  expect(must(await env.RECORD['observation.list'](nurse, { patientId: [patientId] })).items).toHaveLength(3)
})

test.each(['owner', 'receptionist', 'patient'] as const)('%s may not record or retract', async role => {
  const { as, patientId, nurse } = await aVisit()
  const someone = as(role, { patients: [patientId] })
  const observed = must(await env.RECORD['observation.add'](nurse, pulse(patientId)))
  const all = [
    env.RECORD['observation.add'](someone, pulse(patientId)),
    env.RECORD['observation.add_many'](someone, { items: [pulse(patientId)] }),
    env.RECORD['observation.retract'](someone, { id: observed.id, reason: 'x' }),
  ]
  for (const one of await Promise.all(all)) expect(one).toMatchObject({ code: 'forbidden' })
})

test("another clinic's nurse finds nothing", async () => {
  const { nurse, patientId } = await aVisit()
  const observed = must(await env.RECORD['observation.add'](nurse, pulse(patientId)))
  const stranger = aClinic().as('nurse')
  expect(await env.RECORD['observation.read'](stranger, observed.id)).toMatchObject({ code: 'not_found' })
  expect(await env.RECORD['observation.retract'](stranger, { id: observed.id, reason: 'x' })).toMatchObject({
    code: 'not_found',
  })
  expect(must(await env.RECORD['observation.list'](stranger, {})).items).toEqual([])
})
