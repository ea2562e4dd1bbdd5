import { expect, test } from 'vitest'
import { type NewEntry, partsOf } from './entry.ts'

const entry = (count: number, outcome: string): NewEntry => ({
  at: 1,
  requestId: 'r',
  accountId: 'acc-1',
  accountName: 'Sari',
  roles: ['nurse'],
  actsFor: [],
  action: 'patient.search',
  patientIds: Array.from({ length: count }, (_, i) => `pat-${i}`),
  outcome,
})
const sizes = (count: number, outcome: string) =>
  partsOf(entry(count, outcome)).map(({ part, patientIds, unnamed }) => [part, patientIds.length, unnamed])

test.each([
  [0, [[1, 0, undefined]]],
  [200, [[1, 200, undefined]]],
  [
    201,
    [
      [1, 200, undefined],
      [2, 1, undefined],
    ],
  ],
  [
    450,
    [
      [1, 200, undefined],
      [2, 200, undefined],
      [3, 50, undefined],
    ],
  ],
])('all of %i patients who were shown are named, in rows of at most 200', (count, rows) => {
  expect(sizes(count, 'ok')).toEqual(rows)
  const named = partsOf(entry(count, 'ok')).flatMap(one => one.patientIds)
  expect(new Set(named).size).toBe(count)
})

test.each([
  [200, [[1, 200, 0]]],
  [450, [[1, 200, 250]]],
])('of %i patients of a refused request 200 are named, and the others counted', (count, rows) => {
  expect(sizes(count, 'forbidden')).toEqual(rows)
})
