import { and, eq, ne, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, type Result } from '#shared/result'
import { note } from '../notes/schema.ts'
import { observation } from '../observations/schema.ts'
import { authorOf } from '../recorded-by.ts'
import type { Encounter } from './contract.ts'
import { readEncounter } from './read.ts'
import { encounter } from './schema.ts'

export interface RetractEncounterInput {
  id: string
  reason: string
  /** The encounter's version that was seen, where the client says it. */
  version?: number
}

export type RetractFailure = 'not_found' | 'not_the_author' | 'stale' | 'wrong_status'

/**
 * Mark an encounter as entered in error, signed or not. Nothing of it is deleted or rewritten: it stays readable, with who said so, when and
 * why in its history, and its measurements are retracted with it, so that none stands in a trend. A visit keeps its one encounter.
 *
 * Whoever signed it does this; of one that is not signed the author of the SOAP note, or before there is one whoever opened it.
 *
 * @returns the encounter, or `not_the_author`, `stale`, `not_found`, `wrong_status` where it was retracted before.
 */
export async function retractEncounter(
  context: Context<RecordEnv>,
  { id, reason, version }: RetractEncounterInput,
): Promise<Result<Encounter, RetractFailure>> {
  const { actor, db, clinicId, at } = context
  const one = and(eq(encounter.clinicId, clinicId), eq(encounter.id, id))
  const [current] = await db
    .select({ seen: encounter, author: note.recordedById })
    .from(encounter)
    .leftJoin(
      note,
      and(eq(note.clinicId, encounter.clinicId), eq(note.encounterId, encounter.id), eq(note.kind, 'soap')),
    )
    .where(one)
  if (!current) return fail('not_found')
  const { seen, author } = current
  if (seen.status === 'entered_in_error') return fail('wrong_status', { status: seen.status })
  if ((seen.signedById ?? author ?? seen.recordedById) !== actor.accountId) return fail('not_the_author')
  if (version !== undefined && version !== seen.version) return fail('stale')
  const by = authorOf(actor)
  const {
    retracted: [retracted],
  } = await batch(db, {
    retracted: db
      .update(encounter)
      .set({
        status: 'entered_in_error',
        statusHistory: [...seen.statusHistory, { status: 'entered_in_error', at, by, reason }],
        version: seen.version + 1,
        updatedAt: at,
      })
      .where(and(one, eq(encounter.version, seen.version), ne(encounter.status, 'entered_in_error')))
      .returning({ id: encounter.id }),
    change: changeRows(context, {
      object: 'encounter',
      objectId: id,
      action: 'encounter.retracted',
      patient: seen.patientId,
    }),
    repeat: repeatRows(context, id),
    observation: db
      .update(observation)
      .set({
        status: 'entered_in_error',
        retractedReason: reason,
        retractedAt: at,
        retractedById: by.id,
        retractedByName: by.name,
        retractedByRole: by.role,
        version: sql`${observation.version} + 1`,
        updatedAt: at,
      })
      .where(
        and(
          eq(observation.clinicId, clinicId),
          eq(observation.encounterId, id),
          eq(observation.status, 'final'),
          sql`EXISTS (SELECT 1 FROM encounter e WHERE e.id = ${observation.encounterId} AND e.status = 'entered_in_error')`,
        ),
      ),
  })
  return retracted ? readEncounter(context, id) : fail('stale')
}
