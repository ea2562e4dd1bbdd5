import { and, asc, desc, eq, gte, isNotNull, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { Encounter, EncounterLine, ListEncounters } from '../contract.ts'
import { names, overLinked } from '../other-workers.ts'
import { among, keyset, oneOf } from '../paging.ts'
import { encounter, note, observation } from '../schema.ts'
import { toEncounter, toLine } from '../view.ts'

/** Entries of one encounter that are shown with it. */
const shownEntries = 500

/**
 * Encounters, latest first; with `updatedSince` those changed since, in the order of their change.
 *
 * A patient's are those of every id of the person. A patient sees the own ones, and only what is signed.
 *
 * @returns a page, or `invalid_request` for a cursor that is none.
 */
export function listEncounters(
  context: Context<RecordEnv>,
  input: ListEncounters,
): Promise<Result<Page<EncounterLine>, 'invalid_request'>> {
  const { patientId } = input
  if (patientId === undefined) return pageOfEncounters(context, input)
  return overLinked(context, patientId, ids => pageOfEncounters(context, { ...input, patientId: ids }))
}

async function pageOfEncounters(
  context: Context<RecordEnv>,
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
        signedAndOwn(context),
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

/** One encounter with its notes and observations. Drafts are for clinicians: a patient sees what is signed. */
export async function getEncounter(context: Context<RecordEnv>, id: string): Promise<Result<Encounter, 'not_found'>> {
  const { env, actor, db, clinicId, reach } = context
  const {
    row: [row],
    notes,
    observations,
  } = await batch(db, {
    row: db
      .select()
      .from(encounter)
      .where(and(eq(encounter.clinicId, clinicId), eq(encounter.id, id), signedAndOwn(context))),
    notes: db
      .select()
      .from(note)
      .where(
        and(
          eq(note.clinicId, clinicId),
          eq(note.encounterId, id),
          reach === 'own' ? eq(note.status, 'signed') : undefined,
        ),
      )
      .orderBy(asc(note.createdAt), asc(note.id))
      .limit(shownEntries),
    observations: db
      .select()
      .from(observation)
      .where(and(eq(observation.clinicId, clinicId), eq(observation.encounterId, id)))
      .orderBy(asc(observation.observedAt), asc(observation.id))
      .limit(shownEntries),
  })
  if (!row) return fail('not_found')
  return ok(toEncounter(row, await names(env, actor, [row]), notes, observations))
}

/** What "own" means for an encounter: one of the actor's patients, and signed; also where it was entered in error later, marked. */
export function signedAndOwn({ reach, actor }: Context) {
  return reach === 'all' ? undefined : and(among(encounter.patientId, actor.patients), isNotNull(encounter.signedAt))
}

/** Whose encounter it is, for what goes with a write that has just found it in the clinic. */
export const patientOf = (id: string) => sql`(SELECT patient_id FROM encounter WHERE id = ${id})`
