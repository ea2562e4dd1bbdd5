import { and, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { staff } from './schema.ts'

/** Selects this member of staff, for a batch whose other statements do not tell whether there is one. */
export function staffExists(context: Context, id: string) {
  return context.db.select({ id: staff.id }).from(staff).where(one(context, id))
}

export function one({ clinicId }: Context, id: string) {
  return and(eq(staff.clinicId, clinicId), eq(staff.id, id))
}

/** Still working here at an instant. */
export function worksAt(at: number) {
  return or(isNull(staff.archivedFrom), gt(staff.archivedFrom, at))
}

/** Has this specialty, upper and lower case alike. */
export function hasSpecialty(specialty: string): SQL {
  return sql`EXISTS (SELECT 1 FROM json_each(${staff.specialties}) WHERE value = ${specialty} COLLATE NOCASE)`
}

/**
 * These staff of the clinic, one bound value for any number of ids. The plus keeps SQLite from reading all staff of the clinic by its
 * index instead of each id by its key.
 */
export function amongIds({ clinicId }: Context, ids: string[]) {
  return and(
    sql`+${staff.clinicId} = ${clinicId}`,
    inArray(staff.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`),
  )
}
