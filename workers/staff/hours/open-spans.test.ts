import { expect, test } from 'vitest'
import { iso, toInstant } from '#shared/time'
import { daysOf, sessionsOf, subtract, type Week, weekOn } from './open-spans.ts'

const hour = 3_600_000
const everyDay = (sessions: [from: string, to: string][]): Week => ({
  validFrom: '2020-01-01',
  weekly: [1, 2, 3, 4, 5, 6, 7].flatMap(weekday => sessions.map(([from, to]) => ({ weekday, from, to }))),
})

/** The sessions of the days from one date to another, exclusive, as the outside sees them. */
function on(zone: string, from: string, to: string, sessions: [string, string][]) {
  const days = daysOf(toInstant(from, zone), toInstant(to, zone), zone)
  return sessionsOf([everyDay(sessions)], days, zone).map(
    ({ startsAt, endsAt }) => `${iso(startsAt).slice(5, 16)} ${iso(endsAt).slice(5, 16)}`,
  )
}

test.each([
  // zone, the day, the session, what comes of it in UTC
  ['Asia/Jakarta', '2026-03-08', ['09:00', '12:00'], ['03-08T02:00 03-08T05:00']],
  ['Asia/Jakarta', '2026-03-08', ['00:00', '24:00'], ['03-07T17:00 03-08T17:00']],
  // New York: 02:00 to 03:00 does not exist on 8 March, 01:00 to 02:00 comes twice on 1 November.
  ['America/New_York', '2026-03-07', ['09:00', '12:00'], ['03-07T14:00 03-07T17:00']],
  ['America/New_York', '2026-03-08', ['09:00', '12:00'], ['03-08T13:00 03-08T16:00']],
  ['America/New_York', '2026-03-08', ['00:00', '24:00'], ['03-08T05:00 03-09T04:00']],
  ['America/New_York', '2026-03-08', ['01:00', '04:00'], ['03-08T06:00 03-08T08:00']],
  ['America/New_York', '2026-03-08', ['02:00', '03:00'], []],
  ['America/New_York', '2026-03-08', ['01:00', '02:30'], ['03-08T06:00 03-08T07:00']],
  ['America/New_York', '2026-03-08', ['02:30', '05:00'], ['03-08T07:00 03-08T09:00']],
  ['America/New_York', '2026-11-01', ['09:00', '12:00'], ['11-01T14:00 11-01T17:00']],
  ['America/New_York', '2026-11-01', ['00:00', '24:00'], ['11-01T04:00 11-02T05:00']],
  ['America/New_York', '2026-11-01', ['00:00', '03:00'], ['11-01T04:00 11-01T08:00']],
  ['America/New_York', '2026-11-01', ['01:30', '03:00'], ['11-01T05:30 11-01T08:00']],
  // Lord Howe moves by half an hour: 02:00 to 02:30 is skipped on 4 October, 01:30 to 02:00 comes twice on 5 April.
  ['Australia/Lord_Howe', '2026-10-03', ['09:00', '12:00'], ['10-02T22:30 10-03T01:30']],
  ['Australia/Lord_Howe', '2026-10-04', ['09:00', '12:00'], ['10-03T22:00 10-04T01:00']],
  ['Australia/Lord_Howe', '2026-10-04', ['02:00', '02:30'], []],
  ['Australia/Lord_Howe', '2026-10-04', ['01:00', '02:15'], ['10-03T14:30 10-03T15:30']],
  ['Australia/Lord_Howe', '2026-04-05', ['09:00', '12:00'], ['04-04T22:30 04-05T01:30']],
  ['Australia/Lord_Howe', '2026-04-05', ['01:00', '03:00'], ['04-04T14:00 04-04T16:30']],
  // Midnight itself does not exist in Cairo on 24 April: the day begins at one.
  ['Africa/Cairo', '2026-04-24', ['00:00', '02:00'], ['04-23T22:00 04-23T23:00']],
] as const)('in %s on %s the session %j is %j', (zone, date, session, expected) => {
  const next = new Date(Date.parse(date) + 24 * hour).toISOString().slice(0, 10)
  expect(on(zone, date, next, [[...session]])).toEqual(expected)
})

test('a night that runs through midnight is one session, a whole day stays a day', () => {
  const night: [string, string][] = [
    ['00:00', '06:00'],
    ['22:00', '24:00'],
  ]
  expect(on('Asia/Jakarta', '2026-03-02', '2026-03-04', night)).toEqual([
    '03-01T17:00 03-01T23:00',
    '03-02T15:00 03-02T23:00',
    '03-03T15:00 03-03T17:00',
  ])
  expect(on('Asia/Jakarta', '2026-03-02', '2026-03-04', [['00:00', '24:00']])).toHaveLength(2)
})

test.each([
  ['2026-02-28', undefined],
  ['2026-03-01', 'a'],
  ['2026-03-09', 'a'],
  ['2026-03-10', 'holiday'],
  ['2026-03-12', 'holiday'],
  ['2026-03-13', 'a'],
  ['2026-04-01', 'b'],
])('on %s the week %s holds', (date, name) => {
  const week = (validFrom: string, validTo?: string) => ({ validFrom, validTo, weekly: [] })
  const weeks = { a: week('2026-03-01'), holiday: week('2026-03-10', '2026-03-12'), b: week('2026-04-01') }
  expect(weekOn(Object.values(weeks), date)).toBe(name && weeks[name as keyof typeof weeks])
})

const whole = { startsAt: 0, endsAt: 100 }
test.each([
  ['nothing', [], [[10, 20]]],
  ['the beginning', [[5, 12]], [[12, 20]]],
  ['the end', [[18, 30]], [[10, 18]]],
  [
    'the middle',
    [[12, 14]],
    [
      [10, 12],
      [14, 20],
    ],
  ],
  ['all of it', [[10, 20]], []],
  ['more than all', [[0, 99]], []],
  [
    'what only touches',
    [
      [0, 10],
      [20, 30],
    ],
    [[10, 20]],
  ],
  [
    'several that overlap, unsorted',
    [
      [15, 17],
      [11, 16],
      [12, 13],
    ],
    [
      [10, 11],
      [17, 20],
    ],
  ],
] as [string, [number, number][], [number, number][]][])('taking out %s', (_, off, left) => {
  const spans = subtract(
    [{ startsAt: 10, endsAt: 20, sessionStartsAt: 10, roomId: 'rom-1' }],
    off.map(([startsAt, endsAt]) => ({ startsAt, endsAt })),
    whole,
  )
  expect(spans).toEqual(left.map(([startsAt, endsAt]) => ({ startsAt, endsAt, sessionStartsAt: 10, roomId: 'rom-1' })))
})

test('what is cut away at the edges still knows when its session begins', () => {
  const open = [{ startsAt: 10, endsAt: 20, sessionStartsAt: 10 }]
  expect(subtract(open, [], { startsAt: 13, endsAt: 15 })).toEqual([{ startsAt: 13, endsAt: 15, sessionStartsAt: 10 }])
})
