import { expect, test } from 'vitest'
import { iso, toInstant } from '#shared/time'
import type { Repeat } from './contract.ts'
import { occurrences, shiftedByClock } from './recurrence.ts'

const zone = 'America/New_York'
const at = (text: string) => Date.parse(text)

test.each<[string, string, Repeat, string[]]>([
  [
    'nine stays nine when the clock goes forward',
    '2026-03-01T14:00:00Z',
    { every: 'week', count: 3 },
    ['03-01T14:00', '03-08T13:00', '03-15T13:00'],
  ],
  [
    'every other week, until a day that counts',
    '2026-10-21T13:00:00Z',
    { every: 'fortnight', until: '2026-11-18' },
    ['10-21T13:00', '11-04T14:00', '11-18T14:00'],
  ],
  [
    'the third Tuesday',
    '2026-03-17T13:00:00Z',
    { every: 'month', count: 3 },
    ['03-17T13:00', '04-21T13:00', '05-19T13:00'],
  ],
  [
    'a fifth Friday is the last where a month has four',
    '2026-01-30T14:00:00Z',
    { every: 'month', count: 4 },
    ['01-30T14:00', '02-27T14:00', '03-27T13:00', '04-24T13:00'],
  ],
  [
    'the 31st is the last day of a shorter month',
    '2026-01-31T14:00:00Z',
    { every: 'month', by: 'date', count: 3 },
    ['01-31T14:00', '02-28T14:00', '03-31T13:00'],
  ],
  [
    'half past two does not exist on 8 March: an hour later',
    '2026-03-01T07:30:00Z',
    { every: 'week', count: 2 },
    ['03-01T07:30', '03-08T07:30'],
  ],
])('%s', (_, start, repeat, expected) => {
  expect(occurrences(at(start), repeat, zone).map(one => iso(one).slice(5, 16))).toEqual(expected)
})

test('one more than a series may have, where there are more', () => {
  const repeat = { every: 'week' as const, until: '2028-01-01' }
  expect(occurrences(toInstant('2026-01-05', zone), repeat, zone)).toHaveLength(53)
})

test.each([
  // moved, from, to, what becomes of it
  ['2026-03-08T13:00:00Z', '2026-03-01T14:00:00Z', '2026-03-01T15:00:00Z', '2026-03-08T14:00:00.000Z'],
  ['2026-03-01T14:00:00Z', '2026-03-01T14:00:00Z', '2026-03-09T13:00:00Z', '2026-03-09T13:00:00.000Z'],
  ['2026-10-25T13:00:00Z', '2026-10-18T13:00:00Z', '2026-10-25T13:30:00Z', '2026-11-01T14:30:00.000Z'],
])('%s moved as from %s to %s is %s', (moved, from, to, expected) => {
  expect(iso(shiftedByClock(at(moved), at(from), at(to), zone))).toBe(expected)
})
