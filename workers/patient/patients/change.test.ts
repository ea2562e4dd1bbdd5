import { expect, test } from 'vitest'
import { system } from '#shared/actor'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must, times } from '../../../test/verbs/people.ts'
import type { RegisterPatient } from './contract.ts'

async function aPatient(more: Partial<RegisterPatient> = {}) {
  const clinic = aClinic({ currency: 'IDR', locale: 'id' })
  const desk = clinic.as('receptionist')
  const input: RegisterPatient = {
    name: { given: 'Sari', family: 'Putri' },
    sex: 'female',
    birthDate: '1984-12-31',
    phone: '0812 1',
    address: { line: ['Jl. Melati 5'], city: 'Jakarta', country: 'ID' },
    nationalId: '3174055507840009',
    identifiers: [{ type: 'bpjs', value: '0001' }],
    ...more,
  }
  return { clinic, desk, patient: must(await env.PATIENT['patient.register'](desk, input)) }
}

const found = async (desk: Parameters<(typeof env.PATIENT)['patient.search']>[0], q: string) =>
  must(await env.PATIENT['patient.search'](desk, { q })).items.map(({ id }) => id)

test('what a patch does not name stays, null clears, arrays are replaced, name and address merge', async () => {
  const { desk, patient } = await aPatient({ otherPhones: [{ number: '0211', label: 'work' }] })
  const changed = must(
    await env.PATIENT['patient.change'](desk, {
      id: patient.id,
      version: 1,
      patch: {
        name: { family: 'Wijaya' },
        birthDate: null,
        address: { city: 'Bogor', rt: '001' },
        otherPhones: [{ number: '0222', label: 'home' }],
      },
    }),
  )
  expect(changed).toEqual({
    ...patient,
    name: { given: 'Sari', family: 'Wijaya', text: 'Sari Wijaya' },
    birthDate: undefined,
    address: { line: ['Jl. Melati 5'], city: 'Bogor', rt: '001', country: 'ID' },
    otherPhones: [{ number: '0222', label: 'home' }],
    version: 2,
  })
  expect(must(await env.PATIENT['patient.read'](desk, patient.id))).toEqual(changed)
})

test('a whole name that was said stays when its parts change', async () => {
  const { desk, patient } = await aPatient({ name: { given: 'Sari', text: 'Sari binti Ali' } })
  const changed = must(
    await env.PATIENT['patient.change'](desk, { id: patient.id, version: 1, patch: { name: { given: 'Sarah' } } }),
  )
  expect(changed.name).toEqual({ given: 'Sarah', text: 'Sari binti Ali' })
})

test.each([
  [{ name: { given: null, family: null } }, 'name', 'name_required'],
  [{ address: { country: null } }, 'address.country', 'required'],
  [{ birthDate: '2099' }, 'birthDate', 'in_the_future'],
])('%j would leave no patient who could be registered', async (patch, path, rule) => {
  const { desk, patient } = await aPatient()
  const refused = await env.PATIENT['patient.change'](desk, { id: patient.id, version: 1, patch })
  expect(refused).toEqual({ ok: false, code: 'invalid_request', details: [{ path, rule }] })
})

test('an address can be cleared and begun anew', async () => {
  const { desk, patient } = await aPatient()
  const cleared = must(
    await env.PATIENT['patient.change'](desk, { id: patient.id, version: 1, patch: { address: null } }),
  )
  expect(cleared.address).toBeUndefined()
  const anew = must(
    await env.PATIENT['patient.change'](desk, { id: patient.id, version: 2, patch: { address: { country: 'GB' } } }),
  )
  expect(anew.address).toEqual({ line: [], country: 'GB' })
})

test('a new national number replaces the old one and frees it', async () => {
  const { desk, patient } = await aPatient()
  const changed = must(
    await env.PATIENT['patient.change'](desk, {
      id: patient.id,
      version: 1,
      patch: { nationalId: '9999055507840009' },
    }),
  )
  expect(changed).toMatchObject({
    nationalId: '9999055507840009',
    identifiers: [
      { type: 'bpjs', value: '0001' },
      { type: 'nik', value: '9999055507840009' },
    ],
  })
  const other = await env.PATIENT['patient.register'](desk, {
    name: { given: 'B' },
    sex: 'male',
    nationalId: '3174055507840009',
  })
  expect(other).toMatchObject({ ok: true })
  const cleared = must(
    await env.PATIENT['patient.change'](desk, { id: patient.id, version: 2, patch: { nationalId: null } }),
  )
  expect(cleared.identifiers).toEqual([{ type: 'bpjs', value: '0001' }])
})

test('identifiers are replaced whole, the national one stays national while it is among them', async () => {
  const { desk, patient } = await aPatient()
  const kept = must(
    await env.PATIENT['patient.change'](desk, {
      id: patient.id,
      version: 1,
      patch: { identifiers: [{ type: 'nik', value: '3174055507840009' }] },
    }),
  )
  expect(kept).toMatchObject({
    nationalId: '3174055507840009',
    identifiers: [{ type: 'nik', value: '3174055507840009' }],
  })
  const gone = must(
    await env.PATIENT['patient.change'](desk, { id: patient.id, version: 2, patch: { identifiers: [] } }),
  )
  expect(gone.identifiers).toEqual([])
  expect(gone.nationalId).toBeUndefined()
})

test("another patient's identifier is refused, and nothing of the change stays", async () => {
  const { desk, patient } = await aPatient()
  const other = must(
    await env.PATIENT['patient.register'](desk, {
      name: { given: 'Budi' },
      sex: 'male',
      nationalId: '4200055507840009',
    }),
  )
  const refused = await env.PATIENT['patient.change'](desk, {
    id: patient.id,
    version: 1,
    patch: {
      name: { given: 'Rina' },
      nationalId: '4200055507840009',
    },
  })
  expect(refused).toEqual({ ok: false, code: 'identifier_taken', details: { patientId: other.id, type: 'nik' } })
  expect(must(await env.PATIENT['patient.read'](desk, patient.id))).toEqual(patient)
  expect(await found(desk, 'rina')).toEqual([])
  expect(await found(desk, '3174')).toEqual([patient.id])
})

test('a change that was read before another is stale', async () => {
  const { desk, patient } = await aPatient()
  must(await env.PATIENT['patient.change'](desk, { id: patient.id, version: 1, patch: { language: 'id' } }))
  expect(
    await env.PATIENT['patient.change'](desk, { id: patient.id, version: 1, patch: { language: 'en' } }),
  ).toMatchObject({ code: 'stale' })
})

test('of ten changes at once to one version one wins, and the search knows the winner alone', async () => {
  const { desk, patient } = await aPatient()
  const names = ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo', 'Foxtrot', 'Golf', 'Hotel', 'India', 'Juliett']
  const all = await Promise.all(
    names.map(given => env.PATIENT['patient.change'](desk, { id: patient.id, version: 1, patch: { name: { given } } })),
  )
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(all.filter(one => !one.ok)).toEqual(times(9, () => ({ ok: false, code: 'stale' })))
  const winner = must(await env.PATIENT['patient.read'](desk, patient.id)).name.given
  for (const name of names) expect(await found(desk, name)).toEqual(name === winner ? [patient.id] : [])
})

test('the search follows a change of name, number and telephone', async () => {
  const { desk, patient } = await aPatient()
  must(
    await env.PATIENT['patient.change'](desk, {
      id: patient.id,
      version: 1,
      patch: { name: { given: 'Zahra' }, phone: '0899 777 111' },
    }),
  )
  expect(await found(desk, 'sari')).toEqual([])
  expect(await found(desk, 'zahra')).toEqual([patient.id])
  expect(await found(desk, '+62 899 777 111')).toEqual([patient.id])
})

test('a patient changes the own contact data and nothing else', async () => {
  const { clinic, patient } = await aPatient()
  const self = clinic.as('patient', { patients: [patient.id] })
  const contacts = [{ name: 'Budi', relation: 'son', emergency: true, guardian: false }]
  const changed = must(
    await env.PATIENT['patient.change'](self, {
      id: patient.id,
      version: 1,
      patch: {
        phone: '0813 2',
        otherPhones: [],
        email: 'a@example.test',
        address: { city: 'Bogor' },
        language: 'en',
        contacts,
      },
    }),
  )
  expect(changed).toMatchObject({ phone: '0813 2', address: { city: 'Bogor' }, contacts, version: 2 })
  for (const patch of [
    { name: { given: 'X' } },
    { birthDate: null },
    { identifiers: [] },
    { phone: '1', nationalId: '1' },
  ]) {
    expect(await env.PATIENT['patient.change'](self, { id: patient.id, version: 2, patch })).toMatchObject({
      code: 'forbidden',
    })
  }
})

test("someone else's patient and another clinic's do not exist", async () => {
  const { clinic, patient } = await aPatient()
  const stranger = clinic.as('patient', { patients: ['pat-other'] })
  expect(
    await env.PATIENT['patient.change'](stranger, { id: patient.id, version: 1, patch: { phone: '0813' } }),
  ).toMatchObject({
    code: 'not_found',
  })
  const elsewhere = aClinic().as('owner')
  expect(
    await env.PATIENT['patient.change'](elsewhere, { id: patient.id, version: 1, patch: { phone: '0813' } }),
  ).toMatchObject({
    code: 'not_found',
  })
})

test('a contact who is no patient of this clinic is refused', async () => {
  const { desk, patient } = await aPatient()
  const contacts = [{ name: 'B', relation: 'son', emergency: false, guardian: false, patientId: 'pat-none' }]
  expect(await env.PATIENT['patient.change'](desk, { id: patient.id, version: 1, patch: { contacts } })).toMatchObject({
    code: 'patient_not_found',
  })
})

test('who registered online and is not checked yet can be changed, and stays marked', async () => {
  const clinic = aClinic()
  const online = must(
    await env.PATIENT['patient.register_online'](system(clinic.clinicId, monday, 'r'), {
      name: { text: 'Budi' },
      sex: 'unknown',
    }),
  )
  const changed = must(
    await env.PATIENT['patient.change'](clinic.as('receptionist'), {
      id: online.id,
      version: 1,
      patch: { phone: '555 0101' },
    }),
  )
  expect(changed).toMatchObject({ phone: '555 0101', unverified: true })
})
