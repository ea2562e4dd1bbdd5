import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import type { RegisterPatient } from './contract.ts'

const whole: RegisterPatient = {
  name: { given: 'Sari', family: 'Putri', prefix: 'Ny.', suffix: 'S.E.', preferred: 'Ririn' },
  birthDate: '1984-12-31',
  sex: 'female',
  genderIdentity: 'woman',
  phone: '+62 812-3456-7890',
  otherPhones: [{ number: '021 555 0101', label: 'office' }],
  email: 'sari@example.test',
  address: {
    line: ['Jl. Melati 5', 'Blok C'],
    rt: '003',
    rw: '011',
    village: 'Menteng',
    city: 'Jakarta',
    country: 'ID',
  },
  identifiers: [
    { type: 'passport', value: 'C 1234567' },
    { type: 'family_card', value: '3174050101010001' },
  ],
  contacts: [{ name: 'Budi', relation: 'husband', phone: '0812 1', emergency: true, guardian: false }],
  language: 'id',
  interpreter: true,
  maritalStatus: 'married',
  coverages: [{ payer: 'BPJS', number: '0001', validTo: '2027-01-31' }],
}

test('everything that was said reads back equal', async () => {
  const desk = aClinic().as('receptionist')
  const made = must(await env.PATIENT['patient.register'](desk, whole))
  expect(made).toMatchObject({ ...whole, name: { ...whole.name, text: 'Sari Putri' } })
  expect(must(await env.PATIENT['patient.read'](desk, made.id))).toEqual(made)
})

test.each([
  ['ID', 'nik'],
  ['US', 'ssn'],
  ['GB', 'nhs'],
  ['KW', 'other'],
])('a national number in %s is an identifier of type %s', async (country, type) => {
  const desk = aClinic().as('receptionist')
  const patient = must(
    await env.PATIENT['patient.register'](desk, {
      name: { given: 'Ana' },
      sex: 'unknown',
      nationalId: '1234 5678 9012 3456',
      address: { line: [], country },
    }),
  )
  expect(patient).toMatchObject({
    nationalId: '1234 5678 9012 3456',
    identifiers: [{ type, value: '1234 5678 9012 3456' }],
  })
})

test.each([
  [{ given: 'Sukarno' }, 'Sukarno'],
  [{ given: '小明', family: '王' }, '王小明'],
  [{ text: 'Ali bin Abi Talib', given: 'Ali' }, 'Ali bin Abi Talib'],
])('the whole name of %j is %s', async (name, text) => {
  const patient = must(await env.PATIENT['patient.register'](aClinic().as('nurse'), { name, sex: 'male' }))
  expect(patient.name).toEqual({ ...name, text })
})

test.each([
  [{ birthDate: '2026-03-03' }, 'birthDate', 'in_the_future'],
  [{ birthDate: '2027' }, 'birthDate', 'in_the_future'],
  [{ deceased: { date: '2026-04' } }, 'deceased.date', 'in_the_future'],
  [{ birthDate: '1990-05-02', deceased: { date: '1990-05-01' } }, 'deceased.date', 'before_birth'],
])('%j is refused', async (dates, path, rule) => {
  const refused = await env.PATIENT['patient.register'](aClinic().as('owner'), {
    name: { given: 'X' },
    sex: 'other',
    ...dates,
  })
  expect(refused).toMatchObject({ code: 'invalid_request', details: [{ path, rule }] })
})

test.each(['1950', '1950-07', '2026', '2026-03-02'])('a birth date may be as partial as %s', async birthDate => {
  const patient = must(
    await env.PATIENT['patient.register'](aClinic().as('owner'), { name: { given: 'X' }, sex: 'other', birthDate }),
  )
  expect(patient.birthDate).toBe(birthDate)
})

test('a guardian may be a patient of this clinic, and of no other', async () => {
  const clinic = aClinic()
  const mother = must(
    await env.PATIENT['patient.register'](clinic.as('nurse'), { name: { given: 'Ibu' }, sex: 'female' }),
  )
  const child = (patientId: string): RegisterPatient => ({
    name: { given: 'Anak' },
    sex: 'male',
    contacts: [{ name: 'Ibu', relation: 'mother', emergency: true, guardian: true, patientId }],
  })
  expect(await env.PATIENT['patient.register'](clinic.as('nurse'), child(mother.id))).toMatchObject({ ok: true })
  expect(await env.PATIENT['patient.register'](aClinic().as('nurse'), child(mother.id))).toMatchObject({
    code: 'patient_not_found',
  })
})

test('an identifier is one patient of one clinic, however it is spelled', async () => {
  const clinic = aClinic()
  const number = (value: string): RegisterPatient => ({
    name: { given: 'Ana' },
    sex: 'female',
    identifiers: [{ type: 'passport', value }],
  })
  const first = must(await env.PATIENT['patient.register'](clinic.as('nurse'), number('ab 123-4')))
  const second = await env.PATIENT['patient.register'](clinic.as('nurse'), number('AB1234'))
  expect(second).toEqual({ ok: false, code: 'identifier_taken', details: { patientId: first.id, type: 'passport' } })
  expect(await env.PATIENT['patient.register'](aClinic().as('nurse'), number('AB1234'))).toMatchObject({ ok: true })
})

test.each(['mother_nik', 'family_card', 'other'] as const)('two patients may share a number of type %s', async type => {
  const desk = aClinic().as('receptionist')
  const duplicate: RegisterPatient = { name: { given: 'T' }, sex: 'male', identifiers: [{ type, value: '317' }] }
  must(await env.PATIENT['patient.register'](desk, duplicate))
  must(await env.PATIENT['patient.register'](desk, duplicate))
})

test('the same number said twice is kept once', async () => {
  const patient = must(
    await env.PATIENT['patient.register'](aClinic({ currency: 'IDR', locale: 'id' }).as('receptionist'), {
      name: { given: 'T' },
      sex: 'male',
      nationalId: '3174 0555 0784 0009',
      identifiers: [{ type: 'nik', value: '3174055507840009' }],
    }),
  )
  expect(patient).toMatchObject({
    identifiers: [{ type: 'nik', value: '3174055507840009' }],
    nationalId: '3174055507840009',
  })
})

test.each(['3174', '3.17E+15', '0000000000000000'])(
  'a NIK %s is refused, and a change to it, too',
  async nationalId => {
    const desk = aClinic({ currency: 'IDR', locale: 'id' }).as('receptionist')
    const refused = { ok: false, code: 'invalid_request', details: [{ path: 'nationalId' }] }
    const person: RegisterPatient = { name: { given: 'T' }, sex: 'male' }
    expect(await env.PATIENT['patient.register'](desk, { ...person, nationalId })).toMatchObject(refused)
    const { id } = must(await env.PATIENT['patient.register'](desk, person))
    expect(await env.PATIENT['patient.change'](desk, { id, version: 1, patch: { nationalId } })).toMatchObject(refused)
  },
)

test('fifty registrations at once get fifty consecutive record numbers', async () => {
  const desk = aClinic().as('receptionist')
  const all = await Promise.all(
    times(50, i => env.PATIENT['patient.register'](desk, { name: { given: `Person ${i}` }, sex: 'unknown' })),
  )
  const numbers = all.map(one => must(one).recordNumber).sort()
  expect(numbers).toEqual(times(50, i => String(i + 1).padStart(6, '0')))
})

test('of twenty who bring one number at once, one gets it and the others learn who, without a gap in the record numbers', async () => {
  const desk = aClinic({ currency: 'IDR', locale: 'id' }).as('receptionist')
  const all = await Promise.all(
    times(20, i =>
      env.PATIENT['patient.register'](desk, { name: { given: `P${i}` }, sex: 'male', nationalId: '3174055507840001' }),
    ),
  )
  const winners = all.filter(one => one.ok).map(must)
  expect(winners).toHaveLength(1)
  const lost = all.filter(one => !one.ok)
  expect(lost).toEqual(
    times(19, () => ({ ok: false, code: 'identifier_taken', details: { patientId: winners[0]?.id, type: 'nik' } })),
  )
  const next = must(await env.PATIENT['patient.register'](desk, { name: { given: 'Next' }, sex: 'male' }))
  expect(next.recordNumber).toBe('000002')
})

test('looking first and writing then, twenty at once get one number more than once: the index is what decides', async () => {
  await env.PATIENT_DB.exec('CREATE TABLE naive_identifier (normal TEXT, patient_id TEXT)')
  const naive = async (patientId: string) => {
    const taken = await env.PATIENT_DB.prepare('SELECT 1 FROM naive_identifier WHERE normal = ?').bind('3174').first()
    if (taken) return false
    await env.PATIENT_DB.prepare('INSERT INTO naive_identifier VALUES (?, ?)').bind('3174', patientId).run()
    return true
  }
  const won = await Promise.all(times(20, i => naive(`p${i}`)))
  expect(won.filter(Boolean).length).toBeGreaterThan(1)
})

test('a repeat with the same key answers the same patient, another body is refused', async () => {
  const { as } = aClinic()
  const repeat = { key: 'k1', route: 'POST /api/patients', bodyHash: 'a' }
  const desk = as('receptionist', { repeat })
  const first = must(await env.PATIENT['patient.register'](desk, { name: { given: 'Sari' }, sex: 'female' }))
  const second = must(await env.PATIENT['patient.register'](desk, { name: { given: 'Sari' }, sex: 'female' }))
  expect(second.id).toBe(first.id)
  const other = await env.PATIENT['patient.register'](
    { ...desk, repeat: { ...repeat, bodyHash: 'b' } },
    { name: { given: 'Budi' }, sex: 'male' },
  )
  expect(other).toMatchObject({ ok: false, code: 'key_reused' })
})

test('a repeat of a registration with a number answers the patient, not that the number is taken', async () => {
  const desk = aClinic().as('receptionist', { repeat: { key: 'k', route: 'POST /api/patients', bodyHash: 'a' } })
  const once: RegisterPatient = { name: { given: 'Sari' }, sex: 'female', nationalId: '1-2' }
  const first = must(await env.PATIENT['patient.register'](desk, once))
  expect(must(await env.PATIENT['patient.register'](desk, once))).toEqual(first)
})

test('a patient may not register anyone', async () => {
  const someone = aClinic().as('patient')
  expect(await env.PATIENT['patient.register'](someone, { name: { given: 'X' }, sex: 'other' })).toMatchObject({
    code: 'forbidden',
  })
})

test("another clinic's patient does not exist", async () => {
  const patient = must(
    await env.PATIENT['patient.register'](aClinic().as('nurse'), { name: { given: 'Ana' }, sex: 'female' }),
  )
  expect(await env.PATIENT['patient.read'](aClinic().as('owner'), patient.id)).toMatchObject({ code: 'not_found' })
})

test('a key is forgotten after a day, and then makes a new patient', async () => {
  const repeat = { key: 'daily', route: 'POST /api/patients', bodyHash: 'a' }
  const desk = aClinic().as('receptionist', { repeat })
  const first = must(await env.PATIENT['patient.register'](desk, { name: { given: 'Sari' }, sex: 'female' }))
  await env.PATIENT.sweep(desk.at + 86_399_999)
  expect(must(await env.PATIENT['patient.register'](desk, { name: { given: 'Sari' }, sex: 'female' })).id).toBe(
    first.id,
  )
  await env.PATIENT.sweep(desk.at + 86_400_000)
  const next = { ...desk, at: desk.at + 86_400_000 }
  expect(must(await env.PATIENT['patient.register'](next, { name: { given: 'Sari' }, sex: 'female' })).id).not.toBe(
    first.id,
  )
})
