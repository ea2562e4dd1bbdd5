import { addDays, instantOf, wall } from '../../i18n/time.ts'
import type { Gap } from './week.ts'
import { minutesOf } from './week.ts'

/** What absences and closures take out of one calendar date, in minutes of that day on the clinic's clock. */
export function gapsOn(
  date: string,
  timesOff: { startsAt: string; endsAt: string; reason?: string }[],
): (Gap & {
  reason?: string
})[] {
  const [start, end] = [Date.parse(instantOf(date)), Date.parse(instantOf(addDays(date, 1)))]
  return timesOff.flatMap(one => {
    const [from, to] = [Date.parse(one.startsAt), Date.parse(one.endsAt)]
    if (to <= start || from >= end) return []
    return [
      {
        from: from <= start ? 0 : minutesOf(wall(from).slice(11, 16)),
        to: to >= end ? 1440 : minutesOf(wall(to).slice(11, 16)),
        ...(one.reason ? { reason: one.reason } : {}),
      },
    ]
  })
}
