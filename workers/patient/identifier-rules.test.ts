import { expect, test } from 'vitest'
import { identifierProblems, identifierRule, isExponent } from './identifier-rules.ts'

test.each([
  ['nik', '3174010203040005', undefined],
  ['nik', '3174 0102 0304 0005', undefined],
  ['nik', '3.17401E+15', 'exponent'],
  ['nik', '3,17E+15', 'exponent'],
  ['nik', '0000000000000000', 'all_zeros'],
  ['nik', '317401020304000', 'nik'],
  ['family_card', '3174', 'sixteen_digits'],
  ['bpjs', '0001234567890', undefined],
  ['bpjs', '1234567890', 'bpjs'],
  ['ssn', '999-76-5725', undefined],
  ['ssn', '99976572', 'ssn'],
  ['nhs', '943 476 5919', undefined],
  ['nhs', '943476', 'nhs'],
  ['passport', 'C 1234567', undefined],
  ['passport', '1.2E+08', 'exponent'],
  ['old_record', '00347da0-395c', undefined],
] as const)('of a spreadsheet, the %s %s breaks the rule %s', (type, value, rule) => {
  expect(identifierRule(type, value, 'sheet')).toBe(rule)
})

test('the desk is held to sixteen digits of a NIK alone', () => {
  expect(identifierRule('ssn', '12', 'desk')).toBeUndefined()
  expect(identifierRule('nik', '12', 'desk')).toBe('nik')
})

test.each([
  ['1E5', true],
  ['3.1e+15', true],
  ['E12', false],
  ['12E', false],
  ['A-1E5', false],
])('%s is a number with an exponent: %s', (value, is) => expect(isExponent(value)).toBe(is))

test('each problem names its field; a record number of zeros is one', () => {
  const said = { nationalId: '12', identifiers: [{ type: 'bpjs' as const, value: '1' }], oldRecordNumber: '000' }
  expect(identifierProblems(said, 'ID', 'sheet')).toEqual([
    { path: 'nationalId', rule: 'nik' },
    { path: 'identifiers.0.value', rule: 'bpjs' },
  ])
  expect(identifierProblems({ oldRecordNumber: '1,2E+4' }, 'US', 'sheet')).toEqual([
    { path: 'oldRecordNumber', rule: 'exponent' },
  ])
})
