import { and, desc, eq, gte, lt } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { decodeCursor, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { staffExists } from '../../profiles/conditions.ts'
import type { Availability, ListAvailability } from './contract.ts'
import { availability } from './schema.ts'
import { toAvailability } from './view.ts'

/** All weeks of one person, the latest first; 100 where no limit is said. */
export async function listAvailability(
  context: Context,
  input: { staffId: string; list: ListAvailability },
): Promise<Result<Page<Availability>, 'not_found' | 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const { staffId, list } = input
  const limit = list.limit ?? 100
  const key = list.cursor === undefined ? undefined : decodeCursor(list.cursor, ['string'])
  if (list.cursor !== undefined && !key) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const since = list.updatedSince === undefined ? undefined : toInstant(list.updatedSince, actor.timezone)
  const { known, rows } = await batch(db, {
    known: staffExists(context, staffId),
    rows: db
      .select()
      .from(availability)
      .where(
        and(
          eq(availability.clinicId, clinicId),
          eq(availability.staffId, staffId),
          key && lt(availability.validFrom, key[0]),
          since === undefined ? undefined : gte(availability.updatedAt, since),
        ),
      )
      .orderBy(desc(availability.validFrom))
      .limit(limit + 1),
  })
  if (known.length === 0) return fail('not_found')
  return ok(toPage(rows, limit, row => [row.validFrom], toAvailability))
}
