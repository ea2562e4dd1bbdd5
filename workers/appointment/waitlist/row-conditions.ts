import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { offer } from './offers/schema.ts'
import type { waitlist } from './schema.ts'

/** The clinic's row of this id that the actor may use; with the reach `own` only of patients that the account stands for. */
export function reachableOf(
  table: typeof waitlist | typeof offer,
  { clinicId, reach, actor }: Context,
  id: string | undefined,
) {
  return and(
    eq(table.clinicId, clinicId),
    id === undefined ? undefined : eq(table.id, id),
    reach === 'own'
      ? inArray(table.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(actor.patients)}))`)
      : undefined,
  )
}

export const among = (
  column: SQL | typeof waitlist.staffId | typeof waitlist.patientId | typeof offer.patientId,
  ids: string[],
) => sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
