import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { isWeek, type WeekKey } from './conditions.ts'
import type { Availability } from './contract.ts'
import { availability } from './schema.ts'
import { toAvailability } from './view.ts'

export async function readAvailability(context: Context, input: WeekKey): Promise<Result<Availability, 'not_found'>> {
  const [row] = await context.db.select().from(availability).where(isWeek(context, input))
  return row ? ok(toAvailability(row)) : fail('not_found')
}
