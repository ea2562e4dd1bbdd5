import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import type { ImportVerdict } from './contract.ts'

type Desk = Parameters<(typeof env.PATIENT)['patient.search']>[0]

async function take(desk: Desk, rows: unknown[], source = 'old system'): Promise<ImportVerdict[]> {
  return must(await env.PATIENT['patient.import'](desk, { importId: 'imp-1', source, rows })).items
}
const verdicts = (items: ImportVerdict[]) => items.map(({ verdict }) => verdict)
const row = (oldRecordNumber: string, more: object = {}) => ({
  name: { given: 'Person', family: oldRecordNumber },
  sex: 'female',
  oldRecordNumber,
  ...more,
})
const count = async (desk: Desk) => must(await env.PATIENT['patient.search'](desk, { limit: 100 })).items.length

test('each row becomes a patient with everything it said, the dead too', async () => {
  const desk = aClinic().as('receptionist')
  const [made] = await take(desk, [
    {
      name: { given: 'Freda', family: "O'Connell" },
      birthDate: '1969-12-06',
      sex: 'female',
      phone: '555-599-6046',
      address: { line: ['808 Miller Station'], city: 'Fall River', postalCode: '02720', country: 'US' },
      nationalId: '999-76-5725',
      maritalStatus: 'M',
      deceased: { date: '2004-05-02' },
      interpreter: true,
      contacts: [{ name: 'Ana', relation: 'daughter' }],
      oldRecordNumber: '00347da0-395c',
    },
  ])
  expect(made).toMatchObject({ row: 0, verdict: 'created', recordNumber: '000001' })
  expect(must(await env.PATIENT['patient.read'](desk, made?.patientId ?? ''))).toMatchObject({
    name: { given: 'Freda', family: "O'Connell", text: "Freda O'Connell" },
    birthDate: '1969-12-06',
    phone: '555-599-6046',
    otherPhones: [],
    address: { line: ['808 Miller Station'], city: 'Fall River', postalCode: '02720', country: 'US' },
    nationalId: '999-76-5725',
    identifiers: [
      { type: 'ssn', value: '999-76-5725' },
      { type: 'old_record', value: '00347da0-395c' },
    ],
    deceased: { date: '2004-05-02' },
    interpreter: true,
    contacts: [{ name: 'Ana', relation: 'daughter', emergency: false, guardian: false }],
    version: 1,
  })
  const found = must(await env.PATIENT['patient.search'](desk, { q: '00347DA0-395c' })).items
  expect(found.map(({ id }) => id)).toEqual([made?.patientId])
})

test('a bad row is rejected with its fields and the others are not', async () => {
  const desk = aClinic().as('receptionist')
  const items = await take(desk, [
    row('1'),
    row('2', { birthDate: '31/12/1984', email: 'nobody' }),
    row('3', { name: {} }),
    row('4', { birthDate: '2099-01-01' }),
    row('5', { surname: 'X' }),
    'nonsense',
    null,
    row('8', { sex: 'F' }),
    row('9', { phone: '', email: null, address: { line: [''], city: ' ' } }),
    row('10', { address: { city: 'Boston' } }),
  ])
  expect(
    items.map(({ row: at, verdict, fields }) => [at, verdict, ...(fields ?? []).map(f => `${f.path} ${f.rule}`)]),
  ).toEqual([
    [0, 'created'],
    [1, 'rejected', 'birthDate partial_date', 'email email'],
    [2, 'rejected', 'name required'],
    [3, 'rejected', 'birthDate in_the_future'],
    [4, 'rejected', 'surname unknown_key'],
    [5, 'rejected', ' object'],
    [6, 'rejected', ' object'],
    [7, 'rejected', 'sex picklist'],
    [8, 'created'],
    [9, 'created'],
  ])
  expect(items[8]?.recordNumber).toBe('000002')
})

test('the same rows again are known, also under another import, and in one batch', async () => {
  const desk = aClinic().as('receptionist')
  const rows = [row('1'), row('2'), row('1', { name: { given: 'Other' } })]
  const first = await take(desk, rows)
  expect(verdicts(first)).toEqual(['created', 'created', 'known'])
  expect(first[2]?.patientId).toBe(first[0]?.patientId)
  const second = await take(desk, rows)
  expect(verdicts(second)).toEqual(['known', 'known', 'known'])
  expect(second.map(({ patientId, recordNumber }) => [patientId, recordNumber])).toEqual(
    first.map(({ patientId, recordNumber }) => [patientId, recordNumber]),
  )
  expect(await count(desk)).toBe(2)
})

test('two systems may have given one number to two people', async () => {
  const desk = aClinic().as('receptionist')
  expect(verdicts(await take(desk, [row('1')], 'north'))).toEqual(['created'])
  const other = row('1', { name: { given: 'Budi' } })
  expect(verdicts(await take(desk, [other], 'south'))).toEqual(['created'])
  expect(must(await env.PATIENT['patient.search'](desk, { q: '1' })).items).toHaveLength(2)
})

test('a row without a number is known by name, birth date and telephone, also when it was registered by hand', async () => {
  const desk = aClinic().as('receptionist')
  const person = {
    name: { given: 'Sari', family: 'Putri' },
    sex: 'female' as const,
    birthDate: '1984-12-31',
    phone: '0812 3456',
  }
  const byHand = must(await env.PATIENT['patient.register'](desk, person))
  const other = { ...person, birthDate: '1990-01-01' }
  const items = await take(desk, [{ ...person, name: { text: 'PUTRI Sari' }, phone: '+62 8123456' }, other, other])
  expect(verdicts(items)).toEqual(['known', 'created', 'known'])
  expect(items[0]).toMatchObject({ patientId: byHand.id, recordNumber: '000001' })
  expect(verdicts(await take(desk, [other], 'another source'))).toEqual(['known'])
})

test("a number that is someone else's rejects the row and says whose it is", async () => {
  const desk = aClinic().as('receptionist')
  const holder = must(
    await env.PATIENT['patient.register'](desk, { name: { given: 'A' }, sex: 'male', nationalId: '999-76-5725' }),
  )
  const items = await take(desk, [
    row('1', { nationalId: '999765725' }),
    row('2', { nationalId: '111223333' }),
    row('3', { name: { given: 'Budi' }, nationalId: '111-22-3333' }),
  ])
  expect(items).toEqual([
    { row: 0, verdict: 'rejected', patientId: holder.id, fields: [{ path: 'nationalId', rule: 'identifier_taken' }] },
    { row: 1, verdict: 'created', patientId: items[1]?.patientId, recordNumber: '000002' },
    {
      row: 2,
      verdict: 'rejected',
      patientId: items[1]?.patientId,
      fields: [{ path: 'nationalId', rule: 'identifier_taken' }],
    },
  ])
})

test.each([
  ['the old record number and the name', row('7', { name: { given: 'Lia' } }), { name: { text: 'LIA' } }],
  [
    'name, birth date and telephone, under another number',
    row('7', { birthDate: '1990-01-02', phone: '0812 000 1' }),
    { oldRecordNumber: '8', name: { text: '7 Person' }, phone: '+62 8120001' },
  ],
  [
    'a number and a word of the name',
    row('7', { nationalId: '999-76-5725', name: { given: 'Sari', family: 'Putri' } }),
    { oldRecordNumber: '8', name: { given: 'Sari' } },
  ],
  [
    'a number and the birth date, after a marriage',
    row('7', { nationalId: '999-76-5725', birthDate: '1990-01-02' }),
    { oldRecordNumber: '8', name: { given: 'Ana' } },
  ],
])('whatever the file is called, a person is known again by %s', async (_, one, change) => {
  const desk = aClinic().as('receptionist')
  const again = { ...one, ...change }
  const [made] = await take(desk, [one], 'patients')
  expect(await take(desk, [again], 'patients (1)')).toEqual([{ ...made, verdict: 'known' }])
  expect(await count(desk)).toBe(1)
  const other = aClinic().as('receptionist')
  const hasKey = again.oldRecordNumber !== one.oldRecordNumber
  if (hasKey) expect(verdicts(await take(other, [one, again]))).toEqual(['created', 'known'])
})

test('two people of one name alone stay two where their old numbers differ', async () => {
  const desk = aClinic().as('receptionist')
  const rows = ['1', '2'].map(number => row(number, { name: { given: 'Siti' } }))
  expect(verdicts(await take(desk, rows))).toEqual(['created', 'created'])
  expect(verdicts(await take(desk, [{ ...rows[0], birthDate: '1990-01-01' }], 'another source'))).toEqual(['created'])
})

test('numbers that a spreadsheet has spoilt are rejected, and its signs for nothing say nothing', async () => {
  const desk = aClinic({ currency: 'IDR', locale: 'id' }).as('receptionist')
  const items = await take(desk, [
    row('1', { nationalId: '3.17401E+15' }),
    row('2', { nationalId: '0000000000000000' }),
    row('3', { nationalId: '-', phone: '-', birthDate: '0000-00-00', address: { city: '--' } }),
    row('4', { nationalId: '3174', identifiers: [{ type: 'bpjs', value: '12' }] }),
    row('1,2E+4'),
    row('6', { nationalId: '3174010203040005' }),
  ])
  expect(
    items.map(({ verdict, fields }) => [verdict, ...(fields ?? []).map(({ path, rule }) => `${path} ${rule}`)]),
  ).toEqual([
    ['rejected', 'nationalId exponent'],
    ['rejected', 'nationalId all_zeros'],
    ['created'],
    ['rejected', 'nationalId nik', 'identifiers.0.value bpjs'],
    ['rejected', 'oldRecordNumber exponent'],
    ['created'],
  ])
})

test('ten identical batches at once make nobody twice and leave no gap in the record numbers', async () => {
  const desk = aClinic().as('receptionist')
  const rows = times(20, i => (i % 2 ? row(`${i}`) : { name: { given: `Person ${i}` }, sex: 'male' }))
  const all = await Promise.all(times(10, () => take(desk, rows)))
  expect(all.flat().filter(({ verdict }) => verdict === 'created')).toHaveLength(20)
  expect(all.flat().filter(({ verdict }) => verdict === 'known')).toHaveLength(180)
  const numbers = must(await env.PATIENT['patient.search'](desk, { limit: 100 })).items.map(
    ({ recordNumber }) => recordNumber,
  )
  expect(numbers).toEqual(times(20, i => String(20 - i).padStart(6, '0')))
})

test('imports and registrations at once share one row of record numbers', async () => {
  const desk = aClinic().as('receptionist')
  await Promise.all(
    times(10, i =>
      i % 2
        ? take(desk, [row(`a${i}`), row(`b${i}`), row(`c${i}`)])
        : env.PATIENT['patient.register'](desk, { name: { given: `Hand ${i}` }, sex: 'male' }),
    ),
  )
  const numbers = must(await env.PATIENT['patient.search'](desk, { limit: 100 })).items.map(({ recordNumber }) =>
    Number(recordNumber),
  )
  expect(numbers).toEqual(times(20, i => 20 - i))
})

test('a repeat with its key is answered, another body with that key is refused', async () => {
  const clinic = aClinic()
  const repeat = { key: 'k', route: 'POST /api/patients/import', bodyHash: 'a' }
  const desk = clinic.as('receptionist', { repeat })
  const input = { importId: 'imp-1', source: 's', rows: [row('1')] }
  const first = must(await env.PATIENT['patient.import'](desk, input)).items[0]
  const again = must(await env.PATIENT['patient.import'](desk, input)).items[0]
  expect(again).toEqual({ ...first, verdict: 'known' })
  const other = clinic.as('receptionist', { repeat: { ...repeat, bodyHash: 'b' }, accountId: desk.accountId })
  expect(await env.PATIENT['patient.import'](other, input)).toMatchObject({ code: 'key_reused' })
})

test('an imported patient keeps the number it had through a change', async () => {
  const desk = aClinic().as('receptionist')
  const [made] = await take(desk, [row('17')])
  const id = made?.patientId ?? ''
  must(
    await env.PATIENT['patient.change'](desk, {
      id,
      version: 1,
      patch: { identifiers: [{ type: 'old_record', value: '17' }] },
    }),
  )
  expect(verdicts(await take(desk, [row('17')]))).toEqual(['known'])
  expect(verdicts(await take(desk, [row('17', { name: { given: 'Budi' } })], 'another source'))).toEqual(['created'])
})

test('two hundred rows of the longest names and texts are taken in', async () => {
  const desk = aClinic().as('receptionist')
  const words = (seed: number, many: number, length: number) =>
    times(many, i => `${'abcdefghij'[seed % 10]}${'klmnopqrst'[i % 10]}"\\é${i}`.padEnd(length, 'x')).join(' ')
  const rows = times(200, i => ({
    ...row(`${i}`),
    name: { text: words(i, 20, 11).slice(0, 250), given: words(i + 1, 10, 11).slice(0, 120) },
    contacts: times(10, () => ({ name: '"\\é'.repeat(60), relation: 'x' })),
  }))
  expect(verdicts(await take(desk, rows))).toEqual(rows.map(() => 'created'))
}, 60_000)

test('a patient may not import; another clinic knows nothing of it', async () => {
  const clinic = aClinic()
  const input = { importId: 'imp-1', source: 's', rows: [row('1')] }
  expect(await env.PATIENT['patient.import'](clinic.as('patient'), input)).toMatchObject({ code: 'forbidden' })
  await take(clinic.as('nurse'), [row('1')])
  expect(verdicts(await take(aClinic().as('nurse'), [row('1')]))).toEqual(['created'])
})

test('the access log is told of the own patients alone, whoever has the same keys from the same source', async () => {
  const both = [aClinic(), aClinic()] as const
  for (const clinic of both) {
    const desk = clinic.as('receptionist', { asked: { action: 'patient.import' } })
    const own = (await take(desk, [row('1'), row('2')])).map(({ patientId }) => patientId)
    const kept = await env.PATIENT_DB.prepare(
      "SELECT payload ->> 'patientIds' AS ids FROM outbox WHERE clinic_id = ? AND topic = 'access'",
    )
      .bind(clinic.clinicId)
      .first<{ ids: string }>()
    expect(kept?.ids.split(' ').sort()).toEqual(own.sort())
  }
})
