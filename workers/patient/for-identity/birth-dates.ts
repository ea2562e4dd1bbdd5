import { inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { patient } from '../patients/schema.ts'

/**
 * The birth dates of these patients, partial ones as they are, and whether they have a portal, for the sweep that looks who came of age. At
 * most 500 ids.
 */
export async function birthDates(
  { db, clinicId }: Context,
  ids: string[],
): Promise<Result<{ id: string; birthDate?: string; portal: boolean }[]>> {
  const rows = await db
    .select({
      id: patient.id,
      birthDate: patient.birthDate,
      deceased: patient.deceased,
      archivedAt: patient.archivedAt,
    })
    .from(patient)
    .where(
      sql`+${patient.clinicId} = ${clinicId} AND ${inArray(patient.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids.slice(0, 500))}))`)}`,
    )
  return ok(
    rows.map(({ id, birthDate, deceased, archivedAt }) => ({
      id,
      birthDate: birthDate ?? undefined,
      portal: !deceased && archivedAt === null,
    })),
  )
}
