import { and, asc, eq, gte, type SQL } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { after, badCursor, readCursor } from '../paging.ts'
import type { ListVisitTypes, VisitTypePage } from './contract.ts'
import { visitType } from './schema.ts'
import { toVisitType } from './view.ts'

/** Visit types by name. Patients see those they may book themselves. */
export async function listVisitTypes(
  context: Context,
  query: ListVisitTypes,
): Promise<Result<VisitTypePage, 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const limit = query.limit ?? defaultLimit
  const patientsOnly = actor.roles.every(role => role === 'patient') && actor.kind !== 'system'
  const conditions: SQL[] = [eq(visitType.clinicId, clinicId)]
  if (query.active !== undefined) conditions.push(eq(visitType.active, query.active))
  if (patientsOnly) conditions.push(eq(visitType.active, true), eq(visitType.selfBookable, true))
  if (query.updatedSince !== undefined) {
    const key = readCursor(query.cursor, 'number')
    if (key === 'bad') return badCursor()
    const rows = await db
      .select()
      .from(visitType)
      .where(
        and(
          ...conditions,
          gte(visitType.updatedAt, toInstant(query.updatedSince, actor.timezone)),
          after(visitType.updatedAt, visitType.id, key),
        ),
      )
      .orderBy(asc(visitType.updatedAt), asc(visitType.id))
      .limit(limit + 1)
    return ok(toPage(rows, limit, row => [row.updatedAt, row.id], toVisitType))
  }
  const key = readCursor(query.cursor, 'string')
  if (key === 'bad') return badCursor()
  const rows = await db
    .select()
    .from(visitType)
    .where(and(...conditions, after(visitType.name, visitType.id, key)))
    .orderBy(asc(visitType.name), asc(visitType.id))
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.name, row.id], toVisitType))
}
