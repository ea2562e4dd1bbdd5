import { expect, test } from 'vitest'
import { aSignedVisit, aVisit, pressure, pulse } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { monday, must, times } from '../../../test/verbs/people.ts'
import type { ListObservations } from './contract.ts'

test('a retracted observation stays readable, with the reason and who said so', async () => {
  const { nurse, patientId } = await aVisit()
  const observed = must(await env.RECORD['observation.add'](nurse, pulse(patientId)))
  const retracted = must(
    await env.RECORD['observation.retract']({ ...nurse, at: monday + 1 }, { id: observed.id, reason: 'wrong patient' }),
  )
  expect(retracted).toMatchObject({
    value: 72,
    status: 'entered_in_error',
    retracted: {
      reason: 'wrong patient',
      at: '2026-03-02T12:00:00.001Z',
      by: { id: nurse.accountId, name: 'A nurse', role: 'nurse' },
    },
    version: 2,
  })
  expect(must(await env.RECORD['observation.read'](nurse, observed.id))).toEqual(retracted)
})

test('it is retracted once, and in the version that was seen', async () => {
  const { nurse, patientId } = await aVisit()
  const { id } = must(await env.RECORD['observation.add'](nurse, pulse(patientId)))
  expect(await env.RECORD['observation.retract'](nurse, { id, reason: 'x', version: 2 })).toMatchObject({
    code: 'stale',
  })
  const all = await Promise.all(
    times(10, () => env.RECORD['observation.retract'](nurse, { id, reason: 'x', version: 1 })),
  )
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(await env.RECORD['observation.retract'](nurse, { id, reason: 'x' })).toMatchObject({
    code: 'wrong_status',
    details: { status: 'entered_in_error' },
  })
  expect(await env.RECORD['observation.retract'](nurse, { id: 'obs-none', reason: 'x' })).toMatchObject({
    code: 'not_found',
  })
})

test('observations are found by patient, encounter, code, category, status and time, latest first', async () => {
  const { nurse, patientId, id } = await aVisit()
  const at = (hours: number) => new Date(monday - hours * 3_600_000).toISOString()
  const items = [
    pulse(patientId, { observedAt: at(1), encounterId: id }),
    pulse(patientId, { observedAt: at(2), code: '718-7', value: 13, unit: 'g/dL', category: 'laboratory' }),
    { ...pressure(patientId), observedAt: at(3) },
    pulse(patientId, { observedAt: at(30) }),
  ]
  const ids = must(await env.RECORD['observation.add_many'](nurse, { items })).items.map(one => one.id)
  must(await env.RECORD['observation.retract'](nurse, { id: ids[3] ?? '', reason: 'x' }))
  const found = async (input: ListObservations) =>
    must(await env.RECORD['observation.list'](nurse, input)).items.map(one => one.id)
  expect(await found({})).toEqual(ids)
  expect(await found({ patientId: [patientId], code: ['8867-4'] })).toEqual([ids[0], ids[3]])
  expect(await found({ code: ['718-7', '85354-9'] })).toEqual([ids[1], ids[2]])
  expect(await found({ encounterId: [id] })).toEqual([ids[0]])
  expect(await found({ category: ['laboratory'] })).toEqual([ids[1]])
  expect(await found({ status: ['final'] })).toEqual(ids.slice(0, 3))
  expect(await found({ from: '2026-03-02' })).toEqual(ids.slice(0, 3))
  expect(await found({ to: at(2) })).toEqual([ids[2], ids[3]])
  const first = must(await env.RECORD['observation.list'](nurse, { limit: 2 }))
  const rest = await found({ limit: 2, cursor: first.nextCursor ?? undefined })
  expect([...first.items.map(one => one.id), ...rest]).toEqual(ids)
  expect(await env.RECORD['observation.list'](nurse, { cursor: 'x' })).toMatchObject({ code: 'invalid_request' })
})

test('a patient sees the observations of the own signed encounters only', async () => {
  const { patient, as, nurse, patientId, observationId } = await aSignedVisit()
  const loose = must(await env.RECORD['observation.add'](nurse, pulse(patientId)))
  expect(must(await env.RECORD['observation.list'](patient, {})).items.map(one => one.id)).toEqual([observationId])
  expect((await env.RECORD['observation.read'](patient, observationId)).ok).toBe(true)
  expect(await env.RECORD['observation.read'](patient, loose.id)).toMatchObject({ code: 'not_found' })
  const other = as('patient', { patients: ['pat-other'] })
  expect(await env.RECORD['observation.read'](other, observationId)).toMatchObject({ code: 'not_found' })
})

test.each(['owner', 'receptionist'] as const)('%s may not read observations', async role => {
  const { as, observationId } = await aSignedVisit()
  expect(await env.RECORD['observation.read'](as(role), observationId)).toMatchObject({ code: 'forbidden' })
  expect(await env.RECORD['observation.list'](as(role), {})).toMatchObject({ code: 'forbidden' })
})
