import { expect, test } from 'vitest'
import { problemOf, readTime, type Session, slotsIn, withDayCopied, withoutStretch, withStretch } from './week.ts'

const morning: Session = { weekday: 1, from: '08:00', to: '12:00', slotMinutes: 20 }

test('painting joins what it touches and keeps its slot length', () => {
  expect(withStretch([morning], 1, 12 * 60, 14 * 60)).toEqual([{ ...morning, to: '14:00' }])
  expect(withStretch([morning], 2, 8 * 60, 9 * 60)).toEqual([morning, { weekday: 2, from: '08:00', to: '09:00' }])
})

test('rubbing out shortens, splits and removes', () => {
  expect(withoutStretch([morning], 1, 9 * 60, 10 * 60)).toEqual([
    { ...morning, to: '09:00' },
    { ...morning, from: '10:00' },
  ])
  expect(withoutStretch([morning], 1, 0, 1440)).toEqual([])
})

test('a day copied to others replaces what they had', () => {
  const week = [morning, { weekday: 2, from: '18:00', to: '20:00' }]
  expect(withDayCopied(week, 1, [2, 3]).map(one => [one.weekday, one.from])).toEqual([
    [1, '08:00'],
    [2, '08:00'],
    [3, '08:00'],
  ])
})

test('overlaps and sessions that end before they begin are named by their day', () => {
  expect(problemOf([morning, { weekday: 1, from: '11:00', to: '13:00' }])).toEqual({ weekday: 1, kind: 'overlap' })
  expect(problemOf([{ weekday: 3, from: '12:00', to: '09:00' }])).toEqual({ weekday: 3, kind: 'order' })
  expect(problemOf([morning, { weekday: 1, from: '12:00', to: '13:00' }])).toBeNull()
})

test('times that an absence touches are not counted', () => {
  expect(slotsIn([morning], [], 15)).toBe(12)
  expect(slotsIn([morning], [{ from: 9 * 60 + 10, to: 10 * 60 }], 15)).toBe(9)
})

test.each([
  ['8', '08:00'],
  ['8.30', '08:30'],
  ['1745', '17:45'],
  ['24:00', '24:00'],
  ['24:01', null],
  ['8:75', null],
])('the time %s is %s', (typed, time) => expect(readTime(typed)).toBe(time))
