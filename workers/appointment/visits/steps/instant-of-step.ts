import type { Context } from '#shared/context'
import { localDate, startOfDay } from '#shared/time'

/** When a step happened: now, or an instant of today that has passed. `undefined` for any other day and for what lies ahead. */
export function instantOf({ at, actor }: Context, given: string | undefined): number | undefined {
  if (given === undefined) return at
  const instant = Date.parse(given)
  const today = startOfDay(localDate(at, actor.timezone), actor.timezone)
  return instant >= today && instant <= at ? instant : undefined
}
