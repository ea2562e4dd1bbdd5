import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must } from '../../../test/verbs/people.ts'

async function aPatient() {
  const clinic = aClinic()
  const desk = clinic.as('receptionist')
  return {
    clinic,
    desk,
    patient: must(await env.PATIENT['patient.register'](desk, { name: { given: 'Zahra' }, sex: 'female' })),
  }
}

test('an archived patient leaves lists and search, stays readable, and comes back', async () => {
  const { desk, patient } = await aPatient()
  const ids = async (input: Parameters<(typeof env.PATIENT)['patient.search']>[1]) =>
    must(await env.PATIENT['patient.search'](desk, input)).items.map(({ id }) => id)
  const archived = must(await env.PATIENT['patient.archive'](desk, { id: patient.id, version: 1 }))
  expect(archived).toEqual({ ...patient, archived: true, version: 2 })
  expect(must(await env.PATIENT['patient.read'](desk, patient.id))).toEqual(archived)
  expect([await ids({}), await ids({ q: 'zahra' })]).toEqual([[], []])
  expect([await ids({ archived: true }), await ids({ q: 'zahra', archived: true })]).toEqual([
    [patient.id],
    [patient.id],
  ])
  expect(must(await env.PATIENT['patient.restore'](desk, { id: patient.id }))).toMatchObject({
    archived: false,
    version: 3,
  })
  expect([await ids({}), await ids({ q: 'zahra' })]).toEqual([[patient.id], [patient.id]])
  expect(await ids({ archived: true })).toEqual([])
})

test('other Workers learn that a patient is archived', async () => {
  const { desk, patient } = await aPatient()
  must(await env.PATIENT['patient.archive'](desk, { id: patient.id }))
  expect(must(await env.PATIENT['patient.cards'](desk, [patient.id]))).toMatchObject([
    { id: patient.id, archived: true },
  ])
})

test('archiving the archived and restoring the present are refused', async () => {
  const { desk, patient } = await aPatient()
  expect(await env.PATIENT['patient.restore'](desk, { id: patient.id })).toMatchObject({
    code: 'wrong_status',
    details: { status: 'active' },
  })
  must(await env.PATIENT['patient.archive'](desk, { id: patient.id }))
  expect(await env.PATIENT['patient.archive'](desk, { id: patient.id })).toMatchObject({
    code: 'wrong_status',
    details: { status: 'archived' },
  })
})

test('an old version is stale, and a repeat with its key is not', async () => {
  const { clinic, desk, patient } = await aPatient()
  must(await env.PATIENT['patient.change'](desk, { id: patient.id, version: 1, patch: { language: 'en' } }))
  expect(await env.PATIENT['patient.archive'](desk, { id: patient.id, version: 1 })).toMatchObject({ code: 'stale' })
  const repeating = clinic.as('receptionist', { repeat: { key: 'k', route: 'POST /archive', bodyHash: 'a' } })
  const first = must(await env.PATIENT['patient.archive'](repeating, { id: patient.id, version: 2 }))
  expect(must(await env.PATIENT['patient.archive'](repeating, { id: patient.id, version: 2 }))).toEqual(first)
})

test('a nurse may not archive, nor may a patient', async () => {
  const { clinic, patient } = await aPatient()
  for (const someone of [clinic.as('nurse'), clinic.as('patient', { patients: [patient.id] })]) {
    expect(await env.PATIENT['patient.archive'](someone, { id: patient.id })).toMatchObject({ code: 'forbidden' })
    expect(await env.PATIENT['patient.restore'](someone, { id: patient.id })).toMatchObject({ code: 'forbidden' })
  }
})

test("another clinic's patient does not exist", async () => {
  const { patient } = await aPatient()
  expect(await env.PATIENT['patient.archive'](aClinic().as('owner'), { id: patient.id })).toMatchObject({
    code: 'not_found',
  })
})
