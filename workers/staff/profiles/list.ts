import { and, asc, eq, gte, lte, not, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { hasSpecialty, worksAt } from './conditions.ts'
import type { ListStaff, StaffMember } from './contract.ts'
import { nameKey } from './name-key.ts'
import { staff } from './schema.ts'
import { toStaff } from './view.ts'

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
