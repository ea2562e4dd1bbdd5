import { expect, test } from 'vitest'
import { escapeCell, unescapeCell } from '../../../../workers/shared/csv.ts'
import { isBlank } from './blank-cells.ts'
import { dateOf, dateOrderOf, sexOf } from './cell-values.ts'
import { isChild } from './contacts.ts'
import { matchColumns } from './fields.ts'
import {
  dateOrdersOf,
  nextBatch,
  type Run,
  sourceOf,
  verdictCounts,
  withoutRejected,
  withVerdicts,
} from './import-run.ts'
import { cellProblems, patientOfRow } from './row-input.ts'

const reading = {
  mapping: matchColumns(['Given name', 'Family name', 'Date of birth', 'Sex', 'Phone', 'City', 'Date of death']),
  headers: ['1', '2', '3', '4', '5', '6', '7'],
  dateOrders: { 2: 'day' as const, 6: 'day' as const },
  country: 'ID',
}

test('columns are matched by their headers in English and Indonesian, each field once', () => {
  expect(matchColumns(['MRN', 'Given names', 'Family name', 'Date of birth', 'Gender', 'Shoe size'])).toEqual([
    'oldRecordNumber',
    'name.given',
    'name.family',
    'birthDate',
    'sex',
    null,
  ])
  expect(matchColumns(['Nama Lengkap', 'Tgl. Lahir', 'L/P', 'No. HP', 'Kelurahan', 'Nama'])).toEqual([
    'name.text',
    'birthDate',
    'sex',
    'phone',
    'address.village',
    null,
  ])
})

test.each([
  [
    'no_rkm_medis|nm_pasien|jk|tgl_lahir|nm_ibu|no_ktp|no_tlp|no_peserta',
    'oldRecordNumber|name.text|sex|birthDate|mother.name|nationalId|phone|memberNumber',
  ],
  ['noKartu|namaPeserta|tglLahir|noHP', 'bpjs|name.text|birthDate|phone'],
  ['Mother’s name|Nama Ayah|Orang tua|Wali', 'mother.name|father.name|parent.name|guardian.name'],
])('the headers %s are known', (headers, targets) => {
  expect(matchColumns(headers.split('|'))).toEqual(targets.split('|'))
})

test('a column of dates tells its order where one date reads only one way', () => {
  expect(dateOrderOf(['01/02/1990', '13/02/1990'])).toBe('day')
  expect(dateOrderOf(['01/02/1990', '02/13/1990'])).toBe('month')
  expect(dateOrderOf(['01/02/1990'])).toBe('open')
  expect(dateOrderOf(['1990-02-01', ''])).toBe('none')
  expect(dateOrderOf(['13/02/1990', '02/13/1990', '03/04/1990'])).toBe('both')
  expect(dateOf('02/03/1990 00:00:00', 'month')).toBe('1990-02-03')
  expect(dateOf('17-Agu-1945', 'month')).toBe('1945-08-17')
})

test('a column is read in one order alone, and in none before one is chosen', () => {
  expect(['day', 'month', undefined].map(order => dateOf('13/02/1990', order as 'day' | undefined))).toEqual([
    '1990-02-13',
    '13/02/1990',
    '13/02/1990',
  ])
  const run = {
    rows: [
      ['13/02/1990', '01/02/1990'],
      ['02/13/1990', '03/02/1990'],
    ],
    mapping: ['birthDate', 'deceased.date'] as const,
  }
  const orders = dateOrdersOf({ ...run, mapping: [...run.mapping], dateOrders: {} }, 'month')
  expect(orders).toEqual({ 0: undefined, 1: 'month' })
  expect(dateOrdersOf({ ...run, mapping: [...run.mapping], dateOrders: { 0: 'day' } }, 'month')).toEqual({
    0: 'day',
    1: 'month',
  })
})

test.each([
  ['-', 'name.family', true],
  ['Null', 'name.family', false],
  ['0000-00-00', 'birthDate', true],
  ['00/01/1900', 'birthDate', true],
  ['0', 'phone', true],
  ['0', 'nationalId', true],
  ['0', 'oldRecordNumber', false],
  ['0000000000000000', 'nationalId', false],
  ['tidak ada', 'email', true],
  ['#N/A', 'address.city', true],
] as const)('%s in %s says nothing: %s', (cell, target, blank) => expect(isBlank(cell, target)).toBe(blank))

test.each([
  ['2008-03-02', true],
  ['2008-03-01', false],
  ['2009', true],
  ['2008', false],
  ['1975-02-02', false],
  ['', false],
])('born %s, a person is surely a child on 1 March 2026: %s', (born, child) => {
  expect(isChild(born, '2026-03-01')).toBe(child)
})

test.each([
  ['patients.csv', 'patients'],
  ['patients-rejected.csv', 'patients'],
  ['patients-ditolak (2).csv', 'patients'],
  ['patients - Copy.csv', 'patients'],
  ['(1).csv', '(1)'],
])('rows of %s come from %s', (file, source) => expect(sourceOf(file)).toBe(source))

test('what a row has too many is a problem, until it is moved', () => {
  const cells = ['Budi', '', '', '', '', 'Bogor', '', '0812']
  expect(cellProblems(cells, reading)).toEqual([{ column: 7, path: '', rule: 'extra_cells' }])
  expect(cellProblems([...cells.slice(0, 4), '0812', 'Bogor', '', ''], reading)).toEqual([])
})

test('numbers are held against their type where the row lives', () => {
  const numbers = { ...reading, headers: ['a', 'b', 'c'], mapping: matchColumns(['nama', 'NIK', 'no bpjs']) }
  const rules = (...cells: string[]) => cellProblems(cells, numbers).map(({ column, rule }) => [column, rule])
  expect(rules('A', '3.17E+15', '12')).toEqual([
    [1, 'exponent'],
    [2, 'bpjs'],
  ])
  expect(rules('A', '0000000000000000', '-')).toEqual([[1, 'all_zeros']])
  expect(rules('A', '3174010203040005', '')).toEqual([])
})

test('an address keeps its lines, and every other cell is one line', () => {
  const address = { ...reading, headers: ['a', 'b'], mapping: matchColumns(['nama', 'alamat']) }
  expect(patientOfRow(['Pia\nSample', '12 Long Road\r\nBlock B\n\n3\n4\n5\n6'], address)).toMatchObject({
    name: { text: 'Pia Sample' },
    address: { line: ['12 Long Road', 'Block B', '3', '4', '5, 6'], country: 'ID' },
  })
})

test.each([
  ['02/02/1975', 'Siti', '', [{ name: 'Siti', relation: 'mother', guardian: false }]],
  ['02/02/2023', 'Siti', '', [{ name: 'Siti', relation: 'mother', guardian: true }]],
  ['', 'Siti', '', [{ name: 'Siti', relation: 'mother', guardian: false }]],
  ['02/02/1975', '-', 'Tuti', [{ name: 'Tuti', relation: 'guardian', guardian: true }]],
])('of somebody born %s, the mother %s and the guardian %s are %j', (born, mother, guardian, contacts) => {
  const parents = {
    ...reading,
    headers: ['a', 'b', 'c', 'd'],
    mapping: matchColumns(['nama', 'tgl lahir', 'nama ibu', 'wali']),
    dateOrders: { 1: 'day' as const },
  }
  expect(patientOfRow(['A', born, mother, guardian], parents).contacts).toEqual(contacts)
})

test('what a spreadsheet would run is written as text, and read back as it was', () => {
  for (const cell of ['=1+1', '+62 811', '-5', '@here']) expect(unescapeCell(escapeCell(cell))).toBe(cell)
  for (const cell of ['x;=1+1', 'x\t@y', 'x\n=1+1', '"=1+1"', '|-5', '\t=1', '＝1+1']) {
    expect(unescapeCell(escapeCell(cell))).toBe(cell)
  }
  expect(escapeCell('O’Connell')).toBe('O’Connell')
  expect(unescapeCell("'s-Gravenhage")).toBe("'s-Gravenhage")
})

test.each([
  ['P', 'female'],
  ['Laki-laki', 'male'],
  ['', 'unknown'],
  ['Z', 'Z'],
])('the sex %s is %s', (cell, sex) => expect(sexOf(cell)).toBe(sex))

test('a row becomes what the API takes', () => {
  expect(patientOfRow(['Budi', '', '31/12/1984', 'L', '', 'Depok', '2020'], reading)).toEqual({
    name: { given: 'Budi' },
    sex: 'male',
    birthDate: '1984-12-31',
    address: { line: [], city: 'Depok', country: 'ID' },
    deceased: { date: '2020' },
  })
})

test('each problem of a row names its column and its rule', () => {
  const found = cellProblems(['', '', '31/31/1984', 'L', 'abc', '', ''], reading)
  expect(found.map(({ column, rule }) => [column, rule])).toEqual([
    [0, 'name_required'],
    [2, 'partial_date'],
    [4, 'phone'],
  ])
  expect(cellProblems(['Budi', '', '1/1/2190', '', '', '', ''], reading)).toEqual([
    { column: 2, path: 'birthDate', rule: 'in_the_future' },
  ])
})

test('a run goes on with the rows that have no verdict yet', () => {
  const run = { rows: [['a'], ['b'], ['c']], verdicts: {} } as unknown as Run
  expect(nextBatch(run, 2)).toEqual([0, 1])
  const later = withVerdicts(
    run,
    [0, 1],
    [
      { row: 0, verdict: 'created' },
      { row: 1, verdict: 'known' },
    ],
  )
  expect(nextBatch(later, 2)).toEqual([2])
})

test('corrected rows join the others, so that all rows add up', () => {
  const verdicts = {
    0: { row: 0, verdict: 'created' },
    1: { row: 1, verdict: 'rejected' },
    2: { row: 2, verdict: 'known' },
  }
  const run = { rows: [['a'], ['b'], ['c']], verdicts, step: 'done' } as unknown as Run
  expect(verdictCounts(run)).toEqual({ created: 1, known: 1, rejected: 1, unsent: 0 })
  const again = withoutRejected(run)
  expect(nextBatch(again)).toEqual([1])
  expect(verdictCounts(withVerdicts(again, [1], [{ row: 0, verdict: 'created' }]))).toEqual({
    created: 2,
    known: 1,
    rejected: 0,
    unsent: 0,
  })
})
