import { expect, test } from 'vitest'
import { escapeCell, unescapeCell } from '../../../../workers/shared/csv.ts'
import { dateOf, dateOrderOf, sexOf } from './cell-values.ts'
import { matchColumns } from './fields.ts'
import { nextBatch, type Run, withVerdicts } from './import-run.ts'
import { cellProblems, patientOfRow } from './row-input.ts'

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

test('a column of dates tells its order where one date reads only one way', () => {
  expect(dateOrderOf(['01/02/1990', '13/02/1990'])).toBe('day')
  expect(dateOrderOf(['01/02/1990', '02/13/1990'])).toBe('month')
  expect(dateOrderOf(['01/02/1990'])).toBe('open')
  expect(dateOrderOf(['1990-02-01', ''])).toBe('none')
  expect(dateOf('02/03/1990 00:00:00', true)).toBe('1990-02-03')
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

const reading = {
  mapping: matchColumns(['Given name', 'Family name', 'Date of birth', 'Sex', 'Phone', 'City', 'Date of death']),
  monthFirst: false,
  country: 'ID',
}

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
