import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { toPage } from '#shared/input/cursor'
import { ok, type Page, type Result } from '#shared/result'
import type { ListTimesOff } from '../../hours/contract.ts'
import { pageOfTimesOff } from '../../hours/times-off.ts'
import type { Closure } from './contract.ts'
import { closure } from './schema.ts'
import { toClosure } from './view.ts'

/** The clinic's closures that touch `from`–`to`, in order of their start. */
export async function listClosures(
  context: Context,
  input: ListTimesOff,
): Promise<Result<Page<Closure>, 'invalid_request'>> {
  const { db, clinicId } = context
  const filter = pageOfTimesOff(context, closure, input)
  if (!filter.ok) return filter
  const { where, limit } = filter.value
  const rows = await db
    .select()
    .from(closure)
    .where(and(eq(closure.clinicId, clinicId), where))
    .orderBy(closure.startsAt, closure.id)
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.startsAt, row.id], toClosure))
}
