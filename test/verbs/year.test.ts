import { describe, expect, test } from 'vitest'
import { iso, startOfDay } from '#shared/time'
import { freeTimes } from '../../workers/appointment/slots/free-times.ts'
import { daysOf, openOn, subtract, type Week } from '../../workers/staff/hours/open-spans.ts'
import { env } from './env.ts'
import { aClinic, must } from './people.ts'

/**
 * The slots of every day of 2027, held against another way to find them: ask the clock on the wall every quarter of an hour whether the
 * doctor is there. No Temporal, no weekly hours made into instants, none of the rules it checks.
 */

const zones = [
  'America/New_York',
  'Europe/London',
  // Half an hour forward and back.
  'Australia/Lord_Howe',
  'Asia/Jakarta',
  'Asia/Kathmandu',
  // One hour back for Ramadan, as far as the zone data of the runtime go.
  'Africa/Casablanca',
  'America/Sao_Paulo',
  'Pacific/Apia',
]

/** Sunday is when clocks change: hours around the night, and each hour of the night as a session of its own. */
const weekly = [
  ...[1, 2, 3, 4, 5].flatMap(weekday => [
    { weekday, from: '09:00', to: '11:30' },
    { weekday, from: '13:15', to: '17:00' },
  ]),
  { weekday: 6, from: '20:00', to: '23:45' },
  { weekday: 7, from: '00:15', to: '01:00' },
  { weekday: 7, from: '01:00', to: '02:00' },
  { weekday: 7, from: '02:00', to: '03:00' },
  { weekday: 7, from: '03:00', to: '05:30' },
  { weekday: 7, from: '09:00', to: '10:00' },
]
const week: Week = { validFrom: '2020-01-01', weekly }
const minute = 60_000
const quarter = 15 * minute

/** A clock on the wall: local date, weekday and minutes after midnight of an instant. */
function wallClock(zone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  return (at: number) => {
    const [, name = '', month, day, year, hour, min] =
      /^(\w+), (\d+)\/(\d+)\/(\d+), (\d+):(\d+)$/.exec(format.format(at)) ?? []
    return {
      date: `${year}-${month}-${day}`,
      weekday: names.indexOf(name) + 1,
      minutes: Number(hour) * 60 + Number(min),
    }
  }
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Every time of 2027 at which a visit of so many minutes can begin: runs of open quarters, cut from the front. */
function byTheWall(zone: string, length: number): number[] {
  const clock = wallClock(zone)
  const starts: number[] = []
  let run: { key: string; from: number; to: number } | undefined
  const close = () => {
    for (let from = run?.from ?? 0; run && from + length * minute <= run.to; from += length * minute) starts.push(from)
    run = undefined
  }
  for (let at = Date.UTC(2026, 11, 31); at < Date.UTC(2028, 0, 2); at += quarter) {
    const { date, weekday, minutes } = clock(at)
    const session = weekly.findIndex(
      one => one.weekday === weekday && minutesOf(one.from) <= minutes && minutes < minutesOf(one.to),
    )
    const key = `${date} ${session}`
    if (run && (session < 0 || run.key !== key)) close()
    if (session < 0 || !date.startsWith('2027')) continue
    if (run) run.to = at + quarter
    else run = { key, from: at, to: at + quarter }
  }
  close()
  return starts
}

/** The same by the rules of the two Workers. */
function byTheRules(zone: string, length: number): number[] {
  const within = { startsAt: startOfDay('2027-01-01', zone), endsAt: startOfDay('2028-01-01', zone) }
  const open = subtract(openOn([week], daysOf(within.startsAt, within.endsAt, zone), [], zone), [], within)
  const sessions = open.map(one => ({ from: one.startsAt, to: one.endsAt, gridFrom: one.sessionStartsAt }))
  const wanted = { minutes: length, bufferBefore: 0, bufferAfter: 0, earliest: 0, slotMinutes: length }
  return freeTimes(sessions, [], new Map(), wanted).map(time => time.from)
}

describe.each(zones)('in %s', zone => {
  test.each([15, 30])('every day of 2027 in visits of %i minutes', length => {
    const expected = byTheWall(zone, length)
    expect(expected.length).toBeGreaterThan(3_000)
    expect(byTheRules(zone, length).map(iso)).toEqual(expected.map(iso))
  })
})

test('the skipped hour has no slot, the doubled one two of each', () => {
  const clock = wallClock('America/New_York')
  const on = (date: string) =>
    byTheRules('America/New_York', 30)
      .map(clock)
      .filter(one => one.date === date && one.minutes < 240)
      .map(one => one.minutes)
  expect(on('2027-03-14')).toEqual([15, 60, 90, 180, 210])
  expect(on('2027-11-07')).toEqual([15, 60, 90, 60, 90, 120, 150, 180, 210])
})

/** The Mondays of the weeks in which a clock changes in 2027, found on the wall. */
function changeWeeks(zone: string): number[] {
  const clock = wallClock(zone)
  const noon = (day: number) => clock(Date.UTC(2027, 0, 1, 12) + day * 86_400_000).minutes
  return Array.from({ length: 364 }, (_, day) => day)
    .filter(day => noon(day) !== noon(day + 1))
    .map(day => Date.UTC(2027, 0, 1, 12) + (day - 3) * 86_400_000)
}

const changing = zones.filter(zone => changeWeeks(zone).length > 0)

test('the zones that change their clocks are among those booked', () => {
  expect(changing).toEqual(expect.arrayContaining(['America/New_York', 'Europe/London', 'Australia/Lord_Howe']))
})

test.each(changing.flatMap(zone => changeWeeks(zone).map(from => [zone, iso(from).slice(0, 10), from] as const)))(
  'in %s every slot shown in the week around %s is booked in turn',
  async (zone, _, from) => {
    const { as } = aClinic({ timezone: zone, at: from })
    const [owner, desk] = [as('owner'), as('receptionist')]
    const staff = { name: 'Ana', profession: 'doctor' as const, specialties: [], licences: [], languages: [] }
    const doctor = must(await env.STAFF['staff.add'](owner, { ...staff, bookable: true })).id
    const hours = { staffId: doctor, validFrom: '2020-01-01', week: { weekly: weekly.filter(one => one.weekday > 4) } }
    must(await env.STAFF['availability.change'](owner, hours))
    const patientId = must(await env.PATIENT['patient.register'](desk, { name: { given: 'Sari' }, sex: 'female' })).id
    const query = { from: iso(from), to: iso(from + 7 * 86_400_000), staffId: [doctor], minutes: 30 }
    const shown = must(await env.APPOINTMENT['slot.read'](desk, query)).items
    const known = new Set(byTheWall(zone, 15).map(iso))
    expect(shown.length).toBeGreaterThan(30)
    let last = ''
    for (const { startsAt, endsAt } of shown) {
      expect(known, startsAt).toContain(startsAt)
      if (startsAt < last) continue
      must(await env.APPOINTMENT['appointment.book'](desk, { patientId, staffId: doctor, startsAt, minutes: 30 }))
      last = endsAt
    }
    expect(must(await env.APPOINTMENT['slot.read'](desk, query)).items).toEqual([])
    const clock = wallClock(zone)
    const mornings = shown.map(({ startsAt }) => clock(Date.parse(startsAt))).filter(one => one.minutes === 540)
    expect(mornings.length).toBeGreaterThanOrEqual(2)
  },
)
