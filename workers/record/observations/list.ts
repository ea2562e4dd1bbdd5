import { and, asc, desc, eq, gte, lt } from 'drizzle-orm'
import { toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { readForAllIds } from '../all-ids.ts'
import { keyset, oneOf } from '../paging.ts'
import type { Closed } from '../restrictions/guard.ts'
import { openInLists } from '../restrictions/open-in-lists.ts'
import type { ListContext } from '../restrictions/record-verbs.ts'
import { visibleObservations } from './conditions.ts'
import type { ListObservations, Observation } from './contract.ts'
import { observation } from './schema.ts'
import { toObservation } from './view.ts'

/**
 * Observations, latest first; with `updatedSince` those changed since, in the order of their change. Retracted ones stay, marked.
 * A patient's are those of every id of the person. A patient sees those of the own signed encounters.
 *
 * @returns a page, or `invalid_request` for a cursor that is none.
 */
export function listObservations(
  context: ListContext,
  input: ListObservations,
): Promise<Result<Page<Observation>, 'invalid_request' | Closed>> {
  const { patientId } = input
  if (patientId === undefined) return pageOfObservations(context, input)
  return readForAllIds(context, patientId, ids => pageOfObservations(context, { ...input, patientId: ids }))
}

async function pageOfObservations(
  context: ListContext,
  input: ListObservations,
): Promise<Result<Page<Observation>, 'invalid_request'>> {
  const { actor, db, clinicId } = context
  const instant = (text: string) => toInstant(text, actor.timezone)
  const changes = input.updatedSince !== undefined
  const sort = changes ? observation.updatedAt : observation.observedAt
  const place = keyset(input, sort, observation.id, changes ? 'ascending' : 'descending')
  if (!place) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const rows = await db
    .select()
    .from(observation)
    .where(
      and(
        eq(observation.clinicId, clinicId),
        visibleObservations(context),
        openInLists(context, observation.patientId),
        oneOf(observation.patientId, input.patientId),
        oneOf(observation.encounterId, input.encounterId),
        oneOf(observation.code, input.code),
        oneOf(observation.category, input.category),
        oneOf(observation.status, input.status),
        input.from === undefined ? undefined : gte(observation.observedAt, instant(input.from)),
        input.to === undefined ? undefined : lt(observation.observedAt, instant(input.to)),
        input.updatedSince === undefined ? undefined : gte(observation.updatedAt, instant(input.updatedSince)),
        place.after,
      ),
    )
    .orderBy(...(changes ? [asc(sort), asc(observation.id)] : [desc(sort), desc(observation.id)]))
    .limit(place.limit + 1)
  return ok(toPage(rows, place.limit, row => [changes ? row.updatedAt : row.observedAt, row.id], toObservation))
}
