import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, type Result } from '#shared/result'
import { type SaveFailure, soapRefusal } from '../notes/refusals.ts'
import { type NoteRow, note } from '../notes/schema.ts'
import { signedContent } from '../notes/signed-content.ts'
import { signNoteRow, versionRow } from '../notes/signing-rows.ts'
import { authorOf } from '../recorded-by.ts'
import type { Encounter } from './contract.ts'
import { readEncounter } from './read.ts'
import { encounter } from './schema.ts'

export interface SignInput {
  id: string
  /** The encounter's version that the signer saw, where the client says it. */
  version?: number
}

/**
 * Sign the SOAP note and with it the encounter: finished, its period closed, its text kept with a hash, and from now on unchangeable.
 *
 * Drafts of others that are open then can be signed no more, and a visit does not wait for them: they are withdrawn, their text kept to read.
 *
 * The hash is of the text that was read; the version in the WHERE makes sure that it is the text that is signed.
 *
 * @returns the encounter, or `empty_note`, `not_the_author`, `signed`, `stale`, `not_found`, `wrong_status`.
 */
export async function signEncounter(
  context: Context<RecordEnv>,
  { id, version }: SignInput,
): Promise<Result<Encounter, SaveFailure | 'empty_note'>> {
  const { actor, db, clinicId, at } = context
  const {
    seen: [seen],
    soap: [soap],
  } = await batch(db, {
    seen: db
      .select()
      .from(encounter)
      .where(and(eq(encounter.clinicId, clinicId), eq(encounter.id, id))),
    soap: db
      .select()
      .from(note)
      .where(and(eq(note.clinicId, clinicId), eq(note.encounterId, id), eq(note.kind, 'soap'))),
  })
  if (!seen) return fail('not_found')
  if (seen.signedAt !== null) return fail('signed')
  if (seen.status !== 'in_progress') return fail('wrong_status', { status: seen.status })
  if (soap && soap.recordedById !== actor.accountId) return fail('not_the_author')
  if (version !== undefined && version !== seen.version) return fail('stale')
  if (!soap || !(soap.subjective || soap.objective || soap.assessment || soap.plan)) return fail('empty_note')

  const signer = authorOf(actor)
  const signedText = await signedContent(soap, signer, at)
  const stands = sql`EXISTS (SELECT 1 FROM encounter e WHERE e.id = note.encounter_id
      AND e.version = ${seen.version} AND e.status = 'in_progress' AND e.signed_at IS NULL)`
  const { signed } = await batch(db, {
    drafts: withdrawDrafts(context, soap, stands),
    signed: signNoteRow(context, soap, stands),
    version: versionRow(context, soap, signer, signedText),
    encounter: db
      .update(encounter)
      .set({
        status: 'finished',
        statusHistory: [...seen.statusHistory, { status: 'finished', at, by: signer }],
        endedAt: Math.max(at, seen.startedAt),
        signedAt: at,
        signedById: signer.id,
        signedByName: signer.name,
        signedByRole: signer.role,
        version: seen.version + 1,
        updatedAt: at,
      })
      .where(
        and(eq(encounter.clinicId, clinicId), eq(encounter.id, id), isNull(encounter.signedAt), sql`changes() = 1`),
      ),
    change: changeRows(context, {
      object: 'encounter',
      objectId: id,
      action: 'encounter.signed',
      patient: seen.patientId,
    }),
    repeat: repeatRows(context, id),
  })
  if (signed.length === 0) return fail(await soapRefusal(context, id))
  return readEncounter(context, id)
}

/** The other drafts of the encounter, if the SOAP note is about to be signed as it was read. */
function withdrawDrafts({ db, clinicId, at }: Context, soap: NoteRow, stands: SQL) {
  return db
    .update(note)
    .set({ withdrawnAt: at, version: sql`${note.version} + 1`, updatedAt: at })
    .where(
      and(
        eq(note.clinicId, clinicId),
        eq(note.encounterId, soap.encounterId),
        ne(note.id, soap.id),
        eq(note.status, 'draft'),
        stands,
        sql`EXISTS (SELECT 1 FROM note s WHERE s.id = ${soap.id} AND s.version = ${soap.version} AND s.status = 'draft')`,
      ),
    )
}
