import { expect, test } from 'vitest'
import { pressure, pulse } from '../../../test/verbs/charts.ts'
import type { RecordObservation } from './contract.ts'
import { categoryOf, checkVital, outOfRange, vitalCodes, vitalName } from './vitals.ts'

const vital = (code: string, value: number, unit: string): RecordObservation => ({
  ...pulse('pat-1'),
  code,
  value,
  unit,
})
const impossible = { path: 'value', rule: 'impossible' }

test.each([
  ['8867-4', 'heart_rate', '/min', 9, 10, 350, 351],
  ['9279-1', 'respiratory_rate', '/min', 0, 1, 150, 151],
  ['8310-5', 'temperature', 'Cel', 19.9, 20, 46, 46.1],
  ['8310-5', 'temperature', '[degF]', 67.9, 68, 114.8, 115],
  ['59408-5', 'oxygen_saturation', '%', 9, 10, 100, 101],
  ['29463-7', 'weight', 'kg', 0.19, 0.2, 700, 701],
  ['29463-7', 'weight', 'g', 199, 200, 700_000, 700_001],
  ['29463-7', 'weight', '[lb_av]', 0.4, 0.5, 1543, 1544],
  ['8302-2', 'height', 'cm', 14, 15, 280, 281],
  ['8302-2', 'height', '[in_i]', 5, 6, 110, 111],
  ['39156-5', 'bmi', 'kg/m2', 3, 4, 200, 201],
  ['72514-3', 'pain', '{score}', -1, 0, 10, 11],
  ['9843-4', 'head_circumference', 'cm', 9, 10, 120, 121],
  ['2339-0', 'glucose', 'mg/dL', 4, 5, 2500, 2501],
  ['2339-0', 'glucose', 'mmol/L', 0.2, 0.3, 138, 139],
])('%s is %s in %s: %d impossible, %d and %d possible, %d impossible', (code, name, unit, below, low, high, above) => {
  expect(vitalName(code)).toBe(name)
  expect(checkVital(vital(code, below, unit))).toEqual(impossible)
  expect(checkVital(vital(code, low, unit))).toBeUndefined()
  expect(checkVital(vital(code, high, unit))).toBeUndefined()
  expect(checkVital(vital(code, above, unit))).toEqual(impossible)
})

test.each([
  ['8867-4', '/s'],
  ['8310-5', 'F'],
  ['29463-7', 'cm'],
  ['8867-4', 'toString'],
])('%s has no unit %s', (code, unit) => {
  expect(checkVital(vital(code, 20, unit))).toBe('unknown_unit')
})

test('a blood pressure has its two components in mm[Hg], the lower below the upper', () => {
  expect(checkVital(pressure('pat-1', 250, 5))).toBeUndefined()
  expect(checkVital(pressure('pat-1', 120, 120))).toEqual({ path: 'components', rule: 'diastolic_below_systolic' })
  expect(checkVital(pressure('pat-1', 400, 80))).toEqual({ path: 'components', rule: 'impossible' })
  const [upper] = pressure('pat-1').components ?? []
  for (const components of [undefined, upper && [upper], upper && [upper, upper]]) {
    expect(checkVital({ ...pressure('pat-1'), components })).toEqual({
      path: 'components',
      rule: 'systolic_and_diastolic',
    })
  }
  const kilopascal = pressure('pat-1').components?.map(part => ({ ...part, unit: 'kPa' }))
  expect(checkVital({ ...pressure('pat-1'), components: kilopascal })).toBe('unknown_unit')
})

test('a known vital sign is a number, and only ever a vital sign', () => {
  expect(checkVital({ ...pulse('pat-1'), value: undefined, unit: undefined, valueText: 'fast' })).toEqual({
    path: 'value',
    rule: 'number_required',
  })
  expect(checkVital(pulse('pat-1', { category: 'laboratory' }))).toEqual({ path: 'category', rule: 'vital_signs' })
  expect(checkVital({ ...vital('2339-0', 90, 'mg/dL'), category: 'laboratory' })).toBeUndefined()
  expect(categoryOf(vital('2339-0', 90, 'mg/dL'))).toBe('vital_signs')
  expect(categoryOf(vital('718-7', 13, 'g/dL'))).toBe('other')
})

test('other codes are stored as they come', () => {
  expect(checkVital(vital('718-7', -5, 'g/dL'))).toBeUndefined()
  expect(vitalName('718-7')).toBeUndefined()
})

test.each([
  ['8867-4', 131, '/min', true],
  ['8867-4', 72, '/min', false],
  ['8310-5', 102.2, '[degF]', true],
  ['8310-5', 98.6, '[degF]', false],
  ['59408-5', 91, '%', true],
  ['718-7', 1, 'g/dL', false],
])('%s of %d %s deserves a second look: %s', (code, value, unit, expected) => {
  expect(outOfRange({ code, value, unit, components: null })).toBe(expected)
})

test('one component out of range marks the blood pressure', () => {
  const row = (systolic: number) => ({
    code: '85354-9',
    value: null,
    unit: null,
    components: pressure('p', systolic).components,
  })
  expect(outOfRange(row(120))).toBe(false)
  expect(outOfRange(row(190))).toBe(true)
})

test('every known code has a name', () => {
  expect(vitalCodes).toHaveLength(11)
  for (const code of vitalCodes) expect(vitalName(code)).toMatch(/^[a-z_]+$/)
})
