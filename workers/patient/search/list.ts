import { and, asc, desc, eq, gte, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { ok } from '#shared/result'
import { toInstant } from '#shared/time'
import { keptId } from '../duplicates/merged-into.ts'
import { lineColumns, patient } from '../patients/schema.ts'
import type { ListPatients } from './contract.ts'
import { type PatientList, wrongCursor } from './list-paging.ts'
import { search } from './search.ts'
import { toListItem } from './view.ts'

/**
 * Find patients by what was typed (`search`), or list them: the latest registered first, with `updatedSince` in the order of change, so
 * that whoever keeps a copy can go on from the last page.
 *
 * @returns a page; `invalid_request` for a cursor of another list.
 */
export function list(context: Context, input: ListPatients): PatientList {
  const q = input.q?.trim()
  if (q) return search(context, { ...input, q })
  return input.updatedSince === undefined ? byNumber(context, input) : byChange(context, input, input.updatedSince)
}

/** Said in full, so that the partial indexes of the lists are used. */
function isListed(archived: boolean | undefined) {
  return and(archived ? isNotNull(patient.archivedAt) : isNull(patient.archivedAt), isNull(patient.mergedInto))
}

async function byNumber(
  { db, clinicId }: Context,
  { archived, limit = defaultLimit, cursor }: ListPatients,
): PatientList {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ['number'])
  if (cursor !== undefined && !after) return wrongCursor()
  const rows = await db
    .select(lineColumns)
    .from(patient)
    .where(and(eq(patient.clinicId, clinicId), isListed(archived), after && lt(patient.recordNumber, after[0])))
    .orderBy(desc(patient.recordNumber))
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.recordNumber], toListItem))
}

async function byChange(
  { db, clinicId, actor }: Context,
  { archived, limit = defaultLimit, cursor }: ListPatients,
  since: string,
): PatientList {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ['number', 'string'])
  if (cursor !== undefined && !after) return wrongCursor()
  const rows = await db
    .select({ ...lineColumns, keptId })
    .from(patient)
    .where(
      and(
        eq(patient.clinicId, clinicId),
        archived === undefined ? undefined : isListed(archived),
        after
          ? sql`(${patient.updatedAt}, ${patient.id}) > (${after[0]}, ${after[1]})`
          : gte(patient.updatedAt, toInstant(since, actor.timezone)),
      ),
    )
    .orderBy(asc(patient.updatedAt), asc(patient.id))
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.updatedAt, row.id], toListItem))
}
