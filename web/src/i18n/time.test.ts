import { beforeEach, expect, test } from 'vitest'
import { addDays, clock, dateOf, instantOf, setZone, wall, weekdayOf, zoneName } from './time.ts'

beforeEach(() => setZone('Asia/Jakarta'))

test('an instant is shown on the wall clock of the clinic', () => {
  expect(wall('2026-03-02T14:00:00.000Z')).toBe('2026-03-02T21:00:00')
  expect(clock('2026-03-02T17:30:00.000Z')).toBe('00:30')
  expect(dateOf('2026-03-02T17:30:00.000Z')).toBe('2026-03-03')
})

test('a wall time is an instant, a date its midnight', () => {
  expect(instantOf('2026-03-02T21:00')).toBe('2026-03-02T14:00:00.000Z')
  expect(instantOf('2026-03-02')).toBe('2026-03-01T17:00:00.000Z')
})

test.each([
  ['2026-03-07T12:00', '2026-03-07T17:00:00.000Z'],
  ['2026-03-08T12:00', '2026-03-08T16:00:00.000Z'],
  // The hour that the spring change skips is the hour after.
  ['2026-03-08T02:30', '2026-03-08T07:30:00.000Z'],
  ['2026-03-08T00:00', '2026-03-08T05:00:00.000Z'],
  ['2026-11-01T00:00', '2026-11-01T04:00:00.000Z'],
  // The hour that the autumn change repeats is its first.
  ['2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
  ['2026-11-01T12:00', '2026-11-01T17:00:00.000Z'],
  ['2026-11-02T00:00', '2026-11-02T05:00:00.000Z'],
])('in New York %s is %s', (wallTime, instant) => {
  setZone('America/New_York')
  expect(instantOf(wallTime)).toBe(instant)
})

test('days are added on the calendar, whatever the clocks do', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  expect(weekdayOf('2026-11-22')).toBe(7)
})

test('a zone is called as its people call it', () => {
  expect(zoneName()).toBe('WIB')
  setZone('America/New_York')
  expect(['EST', 'EDT']).toContain(zoneName())
})
