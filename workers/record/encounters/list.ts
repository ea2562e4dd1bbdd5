import { and, asc, desc, eq, gte, lt } from 'drizzle-orm'
import { toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { readForAllIds } from '../all-ids.ts'
import { names } from '../other-workers.ts'
import { keyset, oneOf } from '../paging.ts'
import type { Closed } from '../restrictions/guard.ts'
import { openInLists } from '../restrictions/open-in-lists.ts'
import type { ListContext } from '../restrictions/record-verbs.ts'
import { visibleEncounters } from './conditions.ts'
import type { EncounterLine, ListEncounters } from './contract.ts'
import { encounter } from './schema.ts'
import { toLine } from './view.ts'

/**
 * Encounters, latest first; with `updatedSince` those changed since, in the order of their change.
 *
 * A patient's are those of every id of the person. A patient sees the own ones, and only what is signed.
 *
 * @returns a page, or `invalid_request` for a cursor that is none.
 */
export function listEncounters(
  context: ListContext,
  input: ListEncounters,
): Promise<Result<Page<EncounterLine>, 'invalid_request' | Closed>> {
  const { patientId } = input
  if (patientId === undefined) return pageOfEncounters(context, input)
  return readForAllIds(context, patientId, ids => pageOfEncounters(context, { ...input, patientId: ids }))
}

async function pageOfEncounters(
  context: ListContext,
  input: ListEncounters,
): Promise<Result<Page<EncounterLine>, 'invalid_request'>> {
  const { env, actor, db, clinicId } = context
  const instant = (text: string) => toInstant(text, actor.timezone)
  const changes = input.updatedSince !== undefined
  const sort = changes ? encounter.updatedAt : encounter.startedAt
  const place = keyset(input, sort, encounter.id, changes ? 'ascending' : 'descending')
  if (!place) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const rows = await db
    .select()
    .from(encounter)
    .where(
      and(
        eq(encounter.clinicId, clinicId),
        visibleEncounters(context),
        openInLists(context, encounter.patientId),
        oneOf(encounter.patientId, input.patientId),
        oneOf(encounter.staffId, input.staffId),
        oneOf(encounter.appointmentId, input.appointmentId),
        oneOf(encounter.status, input.status),
        input.from === undefined ? undefined : gte(encounter.startedAt, instant(input.from)),
        input.to === undefined ? undefined : lt(encounter.startedAt, instant(input.to)),
        input.updatedSince === undefined ? undefined : gte(encounter.updatedAt, instant(input.updatedSince)),
        place.after,
      ),
    )
    .orderBy(...(changes ? [asc(sort), asc(encounter.id)] : [desc(sort), desc(encounter.id)]))
    .limit(place.limit + 1)
  const known = await names(env, actor, rows.slice(0, place.limit))
  return ok(
    toPage(
      rows,
      place.limit,
      row => [changes ? row.updatedAt : row.startedAt, row.id],
      row => toLine(row, known),
    ),
  )
}
