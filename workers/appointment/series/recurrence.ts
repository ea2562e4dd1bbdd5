import { Temporal } from 'temporal-polyfill'
import { mostOccurrences, type Repeat } from './contract.ts'

/** The dates of a series, as pure rules. Times are of the clinic's clock: nine stays nine when it changes. */

const zoned = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)

/**
 * The instants of a series. A local time that a clock change skips is moved later by the skipped time; of a local time that occurs twice
 * the first is taken. Where there are more than `mostOccurrences`, one more than that is returned.
 */
export function occurrences(startsAt: number, repeat: Repeat, zone: string): number[] {
  const first = zoned(startsAt, zone)
  const [date, time] = [first.toPlainDate(), first.toPlainTime()]
  const last = repeat.until === undefined ? undefined : Temporal.PlainDate.from(repeat.until)
  const instants: number[] = []
  for (let i = 0; i < (repeat.count ?? mostOccurrences + 1); i++) {
    const on = nthDate(date, i, repeat)
    if (last && Temporal.PlainDate.compare(on, last) > 0) break
    instants.push(i === 0 ? startsAt : on.toPlainDateTime(time).toZonedDateTime(zone).epochMilliseconds)
  }
  return instants
}

function nthDate(date: Temporal.PlainDate, i: number, { every, by }: Repeat): Temporal.PlainDate {
  if (every === 'week') return date.add({ weeks: i })
  if (every === 'fortnight') return date.add({ weeks: 2 * i })
  return by === 'date' ? date.add({ months: i }) : sameWeekday(date, i)
}

/** The third Tuesday of a later month, where the first date is a third Tuesday; a fifth one is the last. */
function sameWeekday(date: Temporal.PlainDate, months: number): Temporal.PlainDate {
  const first = date.with({ day: 1 }).add({ months })
  const wanted = 1 + ((date.dayOfWeek - first.dayOfWeek + 7) % 7) + 7 * Math.floor((date.day - 1) / 7)
  return first.with({ day: wanted > first.daysInMonth ? wanted - 7 : wanted })
}

/** An instant shifted by the local time between two others: a week and an hour stay so across a clock change. */
export function shiftedByClock(at: number, from: number, to: number, zone: string): number {
  const clock = (instant: number) => zoned(instant, zone).toPlainDateTime()
  const by = clock(from).until(clock(to), { largestUnit: 'days' })
  return clock(at).add(by).toZonedDateTime(zone).epochMilliseconds
}
