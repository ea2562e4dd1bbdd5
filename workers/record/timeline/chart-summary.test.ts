import { expect, test } from 'vitest'
import { aPatient, aSignedVisit, aVisit, pressure, pulse } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must, times } from '../../../test/verbs/people.ts'

test('a summary has the last eight values of each vital sign, without retracted ones, and open encounters', async () => {
  const { nurse, patientId, id } = await aVisit()
  const items = times(10, i =>
    pulse(patientId, { value: 60 + i, observedAt: new Date(monday - i * 60_000).toISOString() }),
  )
  const recorded = must(await env.RECORD['observation.add_many'](nurse, { items })).items
  must(await env.RECORD['observation.add'](nurse, pressure(patientId)))
  must(await env.RECORD['observation.add'](nurse, pulse(patientId, { code: '718-7', value: 13, unit: 'g/dL' })))
  must(await env.RECORD['observation.retract'](nurse, { id: recorded[0]?.id ?? '', reason: 'x' }))
  const { vitals, openEncounters } = must(await env.RECORD['chart.summary'](nurse, patientId))
  expect(vitals.map(one => [one.code, one.name, one.values.length])).toEqual([
    ['85354-9', 'blood_pressure', 1],
    ['8867-4', 'heart_rate', 8],
  ])
  expect(vitals[1]?.values.map(one => one.value)).toEqual(times(8, i => 61 + i))
  expect(openEncounters.map(one => one.id)).toEqual([id])
})

test('a patient sees values of signed encounters and no open ones', async () => {
  const { patient, as, nurse, doctor, patientId, observationId } = await aSignedVisit()
  must(await env.RECORD['encounter.open'](doctor, { patientId }))
  must(await env.RECORD['observation.add'](nurse, pulse(patientId)))
  const { vitals, openEncounters } = must(await env.RECORD['chart.summary'](patient, patientId))
  expect(vitals.flatMap(one => one.values.map(value => value.id))).toEqual([observationId])
  expect(openEncounters).toEqual([])
  const other = as('patient', { patients: ['pat-other'] })
  expect(await env.RECORD['chart.summary'](other, patientId)).toMatchObject({ code: 'not_found' })
})

test('what waits for a signature is the own', async () => {
  const { as } = aClinic()
  const patientId = await aPatient(as('receptionist'))
  const [sari, budi, nurse] = [as('doctor', { staffId: 'stf-sari' }), as('doctor'), as('nurse', { staffId: 'stf-ns' })]
  const begin = async (actor: typeof sari) =>
    must(await env.RECORD['encounter.open'](actor, { patientId })).encounter.id
  const [first, second, third] = [await begin(sari), await begin(sari), await begin(budi)]
  must(await env.RECORD['note.add'](nurse, { encounterId: second, note: { kind: 'nursing', text: 'x' } }))
  must(await env.RECORD['encounter.save_soap'](budi, { id: first, version: 1, fields: { plan: 'Rest' } }))
  const waiting = async (actor: typeof sari) =>
    must(await env.RECORD['encounter.unsigned'](actor)).items.map(one => one.id)
  expect(await waiting(sari)).toEqual([first, second])
  expect(await waiting(budi)).toEqual([first, third])
  expect(await waiting(nurse)).toEqual([second])
  must(await env.RECORD['encounter.sign'](budi, { id: first }))
  expect(await waiting(sari)).toEqual([second])
  expect(must(await env.RECORD['encounter.count_unsigned'](as('owner')))).toEqual({ count: 2 })
  expect(must(await env.RECORD['encounter.count_unsigned'](aClinic().as('owner')))).toEqual({ count: 0 })
})

test('twenty are shown, all are counted', async () => {
  const { as } = aClinic()
  const patientId = await aPatient(as('receptionist'))
  const doctor = as('doctor', { staffId: 'stf-1' })
  for (let i = 0; i < 22; i++) must(await env.RECORD['encounter.open'](doctor, { patientId }))
  const { count, items } = must(await env.RECORD['encounter.unsigned'](doctor))
  expect([count, items.length]).toEqual([22, 20])
})

test.each(['owner', 'receptionist'] as const)(
  '%s sees neither a clinical summary nor whose notes are unsigned',
  async role => {
    const { as, patientId } = await aVisit()
    expect(await env.RECORD['chart.summary'](as(role), patientId)).toMatchObject({ code: 'forbidden' })
    expect(await env.RECORD['encounter.unsigned'](as(role))).toMatchObject({ code: 'forbidden' })
  },
)

test('a patient does not count the unsigned', async () => {
  const { patient } = await aVisit()
  expect(await env.RECORD['encounter.count_unsigned'](patient)).toMatchObject({ code: 'forbidden' })
})
