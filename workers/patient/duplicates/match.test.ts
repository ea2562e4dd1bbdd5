import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import type { MatchPatient } from './contract.ts'

async function withSari() {
  const clinic = aClinic({ currency: 'IDR', locale: 'id' })
  const desk = clinic.as('receptionist')
  const sari = must(
    await env.PATIENT['patient.register'](desk, {
      name: { given: 'Sari', family: 'Putri' },
      sex: 'female',
      birthDate: '1984-12-31',
      phone: '+62 812-3456-7890',
      nationalId: '3174055507840001',
    }),
  )
  const match = async (input: MatchPatient) => must(await env.PATIENT['patient.match'](desk, input)).items
  return { clinic, desk, sari, match }
}

test.each<[MatchPatient, number, string[]]>([
  [{ nationalId: '3174 0555 0784 0001' }, 1, ['identifier']],
  [{ name: 'Someone Else', identifiers: [{ type: 'nik', value: '3174055507840001' }] }, 1, ['identifier']],
  [{ name: 'putri SARI', birthDate: '1984-12-31' }, 0.9, ['name', 'birth_date']],
  [{ name: { given: 'Sari', family: 'Putri' }, phone: '081234567890' }, 0.85, ['name', 'phone']],
  [{ name: 'Sari Putri' }, 0.6, ['name']],
  [{ name: 'Sary Putri', birthDate: '1984-12-31' }, 0.86, ['similar_name', 'birth_date']],
  [{ name: 'Ny. Sari Putri, S.Pd', birthDate: '1984-12-31' }, 0.9, ['name', 'birth_date']],
  [{ name: 'Sary Putri', phone: '0812 3456 7890', birthDate: '1984-12-13' }, 0.61, ['similar_name', 'phone']],
  [{ name: 'Sari P.', phone: '0812 3456 7890', birthDate: '1990-12-13' }, 0.6, ['similar_name', 'phone']],
  [{ name: 'Sari Pu', birthDate: '1984-12-31' }, 0.6, ['birth_date']],
  [{ birthDate: '1984-12-31', phone: '0812 3456 7890' }, 0.55, ['birth_date', 'phone']],
])('%j is likely the same person', async (input, score, reasons) => {
  const { sari, match } = await withSari()
  const [first] = await match(input)
  expect(first?.patient).toEqual({
    id: sari.id,
    name: 'Sari Putri',
    recordNumber: '000001',
    birthDate: '1984-12-31',
    sex: 'female',
  })
  expect(first).toMatchObject({ score, reasons })
})

test('a short form and an old spelling are the same name', async () => {
  const desk = aClinic().as('receptionist')
  must(await env.PATIENT['patient.register'](desk, { name: { text: 'Moh. Soedjono' }, sex: 'male' }))
  for (const name of ['Muhammad Sujono', 'M. Soejono']) {
    expect(must(await env.PATIENT['patient.match'](desk, { name })).items).toMatchObject([
      { score: 0.6, reasons: ['name'] },
    ])
  }
})

test.each<MatchPatient>([
  {},
  { name: '' },
  { name: 'Budi' },
  { name: 'Sari Putri', birthDate: '1990-01-01' },
  { phone: '081234567890' },
  { name: '%', phone: '-', nationalId: '…' },
])('%j is nobody known', async input => {
  const { match } = await withSari()
  expect(await match(input)).toEqual([])
})

test('at most ten are named, the living first, the dead and archived marked', async () => {
  const { desk, sari, match } = await withSari()
  await Promise.all(
    times(12, () =>
      env.PATIENT['patient.register'](desk, { name: { given: 'Sari', family: 'Putri' }, sex: 'female', deceased: {} }),
    ),
  )
  const found = await match({ name: 'Sari Putri' })
  expect(found).toHaveLength(10)
  expect(found[0]).toMatchObject({ patient: { id: sari.id }, deceased: false, archived: false })
  expect(found[1]).toMatchObject({ deceased: true })
  must(await env.PATIENT['patient.archive'](desk, { id: sari.id }))
  expect((await match({ nationalId: '3174055507840001' }))[0]).toMatchObject({ archived: true })
})

test("another clinic's patients are not named, and a patient may not ask", async () => {
  const { clinic } = await withSari()
  expect(must(await env.PATIENT['patient.match'](aClinic().as('owner'), { name: 'Sari Putri' }))).toEqual({ items: [] })
  expect(await env.PATIENT['patient.match'](clinic.as('patient'), { name: 'Sari Putri' })).toMatchObject({
    code: 'forbidden',
  })
})
