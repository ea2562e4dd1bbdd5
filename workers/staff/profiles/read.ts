import { and, asc, eq, gt, gte, inArray, isNull, lte, not, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { ExpiringLicences, ListStaff, Specialties, StaffMember, StaffStanding } from '../contract.ts'
import { staff } from '../schema.ts'
import { toStaff, toStanding } from '../view.ts'
import { nameKey } from './name-key.ts'

/** One member of staff. Patients see no licences. */
export async function getStaff(context: Context, id: string): Promise<Result<StaffMember, 'not_found'>> {
  const [row] = await context.db.select().from(staff).where(one(context, id))
  return row ? ok(toStaff(row, context.actor)) : fail('not_found')
}

/** Whether there is such a member of staff, for a batch whose other statements do not say. */
export function standing(context: Context, id: string) {
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

/** Staff by name. `q` finds those whose name has all its words, accents and case aside; a page reads at most the clinic's own staff. */
export async function listStaff(
  context: Context,
  input: ListStaff,
): Promise<Result<Page<StaffMember>, 'invalid_request'>> {
  const { db, clinicId, at, actor } = context
  const limit = input.limit ?? defaultLimit
  const key = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['string', 'string'])
  if (input.cursor !== undefined && !key) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const words = input.q === undefined ? undefined : nameKey(input.q).split(' ')
  const rows = await db
    .select()
    .from(staff)
    .where(
      and(
        eq(staff.clinicId, clinicId),
        input.archived ? lte(staff.archivedFrom, at) : worksAt(at),
        input.bookable === undefined ? undefined : eq(staff.bookable, input.bookable),
        input.profession && eq(staff.profession, input.profession),
        input.specialty === undefined ? undefined : hasSpecialty(input.specialty),
        words &&
          not(
            sql`EXISTS (SELECT 1 FROM json_each(${JSON.stringify(words)}) word WHERE instr(${staff.nameKey}, word.value) = 0)`,
          ),
        input.updatedSince === undefined
          ? undefined
          : gte(staff.updatedAt, toInstant(input.updatedSince, actor.timezone)),
        key && sql`(${staff.nameKey}, ${staff.id}) > (${key[0]}, ${key[1]})`,
      ),
    )
    .orderBy(asc(staff.nameKey), asc(staff.id))
    .limit(limit + 1)
  return ok(
    toPage(
      rows,
      limit,
      row => [row.nameKey, row.id],
      row => toStaff(row, actor),
    ),
  )
}

/**
 * What other Workers ask before they write or show something: a card per known id, whether the person takes visits and still works here.
 * Unknown ids and other clinics' are left out. At most 500 ids.
 */
export async function cards(context: Context, ids: string[]): Promise<Result<StaffStanding[]>> {
  if (ids.length === 0) return ok([])
  const rows = await context.db
    .select()
    .from(staff)
    .where(amongIds(context, ids.slice(0, 500)))
  return ok(rows.map(row => toStanding(row, context.at)))
}

/** Every specialty of those who work here. Written differently only in upper and lower case, it is one. */
export async function specialties({ db, clinicId, at }: Context): Promise<Result<Specialties>> {
  const items = await db
    .select({
      name: sql<string>`min(specialty.value)`,
      staff: sql<number>`count(DISTINCT ${staff.id})`,
      bookable: sql<number>`count(DISTINCT CASE WHEN ${staff.bookable} THEN ${staff.id} END)`,
    })
    .from(staff)
    .crossJoin(sql`json_each(${staff.specialties}) specialty`)
    .where(and(eq(staff.clinicId, clinicId), worksAt(at)))
    .groupBy(sql`specialty.value COLLATE NOCASE`)
    .orderBy(sql`specialty.value COLLATE NOCASE`)
    .limit(500)
  return ok({ items })
}

/** Licences of those who work here that end before a date, or have ended; the soonest first, at most 100. */
export async function expiringLicences(
  { db, clinicId, at }: Context,
  input: { before: string },
): Promise<Result<ExpiringLicences>> {
  const field = (name: string) => sql<string>`licence.value ->> ${name}`
  const items = await db
    .select({
      staffId: staff.id,
      name: staff.name,
      type: field('type'),
      number: field('number'),
      validTo: field('validTo'),
    })
    .from(staff)
    .crossJoin(sql`json_each(${staff.licences}) licence`)
    .where(and(eq(staff.clinicId, clinicId), worksAt(at), sql`licence.value ->> 'validTo' < ${input.before}`))
    .orderBy(sql`licence.value ->> 'validTo'`, asc(staff.id))
    .limit(100)
  return ok({ items })
}
