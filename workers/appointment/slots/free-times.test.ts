import { describe, expect, test } from 'vitest'
import { covers, merged } from '../intervals.ts'
import { freeTimes, type Session, type WantedTime } from './free-times.ts'

/** Minutes after midnight of a day without a zone, as Unix milliseconds, from `09:30`. */
const at = (time: string) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
const range = (text: string) => {
  const [from = '', to = ''] = text.split('-')
  return { from: at(from), to: at(to) }
}
const clock = (ms: number) => new Date(ms).toISOString().slice(11, 16)
const session = (text: string, more: Partial<Session> = {}): Session => ({
  ...range(text),
  gridFrom: range(text).from,
  ...more,
})

const plain: WantedTime = { minutes: 30, bufferBefore: 0, bufferAfter: 0, earliest: 0, slotMinutes: 30 }

describe('free times', () => {
  const cases: [string, Session[], string[], Partial<WantedTime>, string[]][] = [
    ['an empty morning', [session('09:00-11:00')], [], {}, ['09:00', '09:30', '10:00', '10:30']],
    ['the last one ends with the session', [session('09:00-10:00')], [], { minutes: 45 }, ['09:00']],
    ['none fits', [session('09:00-09:20')], [], {}, []],
    ['a visit takes its time', [session('09:00-11:00')], ['09:30-10:00'], {}, ['09:00', '10:00', '10:30']],
    ['what ends as it begins is no clash', [session('09:00-10:00')], ['08:30-09:00'], {}, ['09:00', '09:30']],
    ['a crooked visit takes two', [session('09:00-11:00')], ['09:20-09:50'], {}, ['10:00', '10:30']],
    [
      'a long one inside short ones',
      [session('09:00-12:00')],
      ['10:00-10:15'],
      { minutes: 60 },
      ['09:00', '10:30', '11:00'],
    ],
    ['own grid', [session('09:00-10:00', { slotMinutes: 20 })], [], { minutes: 20 }, ['09:00', '09:20', '09:40']],
    [
      'as long as the slots',
      [session('09:00-10:00', { slotMinutes: 20 })],
      [],
      { minutes: undefined },
      ['09:00', '09:20', '09:40'],
    ],
    [
      'the grid counts from the session, not from what an absence left',
      [session('09:40-11:00', { gridFrom: at('09:00') })],
      [],
      {},
      ['10:00', '10:30'],
    ],
    ['what has passed is not offered', [session('09:00-11:00')], [], { earliest: at('09:31') }, ['10:00', '10:30']],
    ['this very moment is', [session('09:00-10:00')], [], { earliest: at('09:30') }, ['09:30']],
    [
      'a buffer after needs room before the next',
      [session('09:00-11:00')],
      ['10:00-10:30'],
      { bufferAfter: 10 },
      ['09:00', '10:30'],
    ],
    ['a buffer before too', [session('09:00-11:00')], ['09:00-09:30'], { bufferBefore: 10 }, ['10:00', '10:30']],
    [
      'a buffer may reach out of the hours',
      [session('09:00-09:30')],
      [],
      { bufferBefore: 60, bufferAfter: 60 },
      ['09:00'],
    ],
    ['two sessions', [session('09:00-09:30'), session('13:00-13:30')], [], {}, ['09:00', '13:00']],
    ['overlapping visits count once', [session('09:00-11:00')], ['09:00-10:00', '09:15-09:30'], {}, ['10:00', '10:30']],
  ]
  test.each(cases)('%s', (_, sessions, taken, wanted, expected) => {
    const free = freeTimes(sessions, taken.map(range), new Map(), { ...plain, ...wanted })
    expect(free.map(({ from }) => clock(from))).toEqual(expected)
  })

  test("a session's room must be free as well, and comes with the time", () => {
    const rooms = new Map([['r1', [range('09:00-09:30')]]])
    const free = freeTimes([session('09:00-10:00', { roomId: 'r1' })], [], rooms, plain)
    expect(free).toEqual([{ ...range('09:30-10:00'), roomId: 'r1' }])
  })
})

test.each<[string[], string, boolean]>([
  [['09:00-12:00'], '09:00-12:00', true],
  [['09:00-12:00'], '08:59-09:30', false],
  [['09:00-12:00'], '11:30-12:01', false],
  [['09:00-12:00', '12:00-16:00'], '11:30-12:30', true],
  [['09:00-12:00', '13:00-16:00'], '11:30-13:30', false],
  [[], '09:00-09:30', false],
])('hours %j cover %s: %s', (open, wanted, expected) => {
  const { from, to } = range(wanted)
  expect(covers(open.map(range), from, to)).toBe(expected)
})

test('intervals that touch are one', () => {
  expect(merged([range('10:00-11:00'), range('09:00-10:00'), range('12:00-13:00')])).toEqual([
    range('09:00-11:00'),
    range('12:00-13:00'),
  ])
})
