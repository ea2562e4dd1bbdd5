import { beforeAll, expect, test } from 'vitest'
import { setZone } from '../../i18n/time.ts'
import { blankClosure, closureText, instantsOf, readTime } from './closure.ts'

beforeAll(() => setZone('America/New_York'))

test('a day of closure runs from midnight to midnight of the clinic', () => {
  expect(instantsOf({ ...blankClosure, firstDay: '2026-12-25' })).toEqual({
    startsAt: '2026-12-25T05:00:00.000Z',
    endsAt: '2026-12-26T05:00:00.000Z',
  })
})

test('the last day is closed too, also over a change of the clock', () => {
  expect(instantsOf({ ...blankClosure, firstDay: '2026-10-31', lastDay: '2026-11-01' })).toEqual({
    startsAt: '2026-10-31T04:00:00.000Z',
    endsAt: '2026-11-02T05:00:00.000Z',
  })
})

test('part of a day lies between two times of that day', () => {
  const span = instantsOf({ ...blankClosure, firstDay: '2026-12-31', partOfDay: true, from: '13:00', to: '1700' })
  expect(span).toEqual({ startsAt: '2026-12-31T18:00:00.000Z', endsAt: '2026-12-31T22:00:00.000Z' })
})

test.each([
  ['8:30', '08:30'],
  ['08.30', '08:30'],
  ['1700', '17:00'],
  ['24:00', '24:00'],
  ['9', null],
  ['25:00', null],
  ['12:60', null],
])('"%s" is read as %s', (typed, time) => {
  expect(readTime(typed)).toBe(time)
})

test('a closure of one whole day is named by that day alone', () => {
  expect(closureText({ startsAt: '2026-12-25T05:00:00.000Z', endsAt: '2026-12-26T05:00:00.000Z' })).toMatch(
    /25 December 2026/,
  )
})
