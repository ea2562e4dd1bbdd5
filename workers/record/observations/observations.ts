import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { authorOf } from '../author.ts'
import type { ListObservations, Observation, Observations } from '../contract.ts'
import { overLinked } from '../other-workers.ts'
import { among, keyset, oneOf } from '../paging.ts'
import { observation } from '../schema.ts'
import { toObservation } from '../view.ts'

/**
 * Observations, latest first; with `updatedSince` those changed since, in the order of their change. Retracted ones stay, marked.
 * A patient's are those of every id of the person. A patient sees those of the own signed encounters.
 *
 * @returns a page, or `invalid_request` for a cursor that is none.
 */
export function listObservations(
  context: Context<RecordEnv>,
  input: ListObservations,
): Promise<Result<Page<Observation>, 'invalid_request'>> {
  const { patientId } = input
  if (patientId === undefined) return pageOfObservations(context, input)
  return overLinked(context, patientId, ids => pageOfObservations(context, { ...input, patientId: ids }))
}

async function pageOfObservations(
  context: Context,
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
        ofSignedAndOwn(context),
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

export async function getObservation(context: Context, id: string): Promise<Result<Observation, 'not_found'>> {
  const { db, clinicId } = context
  const [row] = await db
    .select()
    .from(observation)
    .where(and(eq(observation.clinicId, clinicId), eq(observation.id, id), ofSignedAndOwn(context)))
  return row ? ok(toObservation(row)) : fail('not_found')
}

/** Those recorded together with this one, as a repeat with the same Idempotency-Key is answered. */
export async function getBatch({ db, clinicId }: Context, id: string): Promise<Result<Observations, 'not_found'>> {
  const rows = await db
    .select()
    .from(observation)
    .where(and(eq(observation.clinicId, clinicId), eq(observation.batchId, id)))
    .orderBy(asc(observation.id))
  return rows.length > 0 ? ok({ items: rows.map(toObservation) }) : fail('not_found')
}

export interface RetractInput {
  id: string
  reason: string
  version?: number
}

/**
 * Mark an observation as entered in error. It stays readable with the reason and who said so; the right value is recorded beside it.
 *
 * @returns the observation, or `not_found`, `signed` once its encounter is, `stale`, `wrong_status` where it was retracted before.
 */
export async function retractObservation(
  context: Context,
  { id, reason, version }: RetractInput,
): Promise<Result<Observation, 'not_found' | 'signed' | 'stale' | 'wrong_status'>> {
  const { actor, db, clinicId, at } = context
  const author = authorOf(actor, 'nurse')
  try {
    const {
      row: [row],
    } = await batch(db, {
      row: db
        .update(observation)
        .set({
          status: 'entered_in_error',
          retractedReason: reason,
          retractedAt: at,
          retractedById: author.id,
          retractedByName: author.name,
          retractedByRole: author.role,
          version: sql`${observation.version} + 1`,
          updatedAt: at,
        })
        .where(
          and(
            eq(observation.clinicId, clinicId),
            eq(observation.id, id),
            eq(observation.status, 'final'),
            version === undefined ? undefined : eq(observation.version, version),
          ),
        )
        .returning(),
      change: changeRows(context, {
        object: 'observation',
        objectId: id,
        action: 'observation.retracted',
        patient: sql`(SELECT patient_id FROM observation WHERE id = ${id})`,
      }),
      repeat: repeatRows(context, id),
    })
    if (row) return ok(toObservation(row))
  } catch (error) {
    if (refusal(error) === 'signed') return fail('signed')
    throw error
  }
  const found = await getObservation(context, id)
  if (!found.ok) return found
  return found.value.status === 'final' ? fail('stale') : fail('wrong_status', { status: found.value.status })
}

/** What "own" means for an observation: one of the actor's patients, in an encounter that is signed. */
export function ofSignedAndOwn({ reach, actor }: Context) {
  return reach === 'all'
    ? undefined
    : and(
        among(observation.patientId, actor.patients),
        sql`EXISTS (SELECT 1 FROM encounter e WHERE e.id = ${observation.encounterId}
              AND e.signed_at IS NOT NULL)`,
      )
}
