import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, type Result } from '#shared/result'
import { isNoteBesideSoap, type NotePlace } from './conditions.ts'
import type { Note } from './contract.ts'
import { readNote } from './read.ts'
import { type NoteFailure, noteRefusal } from './refusals.ts'
import { note } from './schema.ts'
import { signedContent } from './signed-content.ts'
import { signNoteRow, versionRow } from './signing-rows.ts'

export interface SignNoteInput extends NotePlace {
  version?: number
}

/**
 * Sign the own note. Its text is kept with a hash; the encounter goes on.
 *
 * @returns the note, or `not_the_author`, `signed` (the note or its encounter), `stale`, `not_found`.
 */
export async function signNote(
  context: Context,
  { encounterId, noteId, version }: SignNoteInput,
): Promise<Result<Note, NoteFailure>> {
  const { actor, db, clinicId } = context
  const place = { encounterId, noteId }
  const [seen] = await db.select().from(note).where(isNoteBesideSoap(clinicId, place))
  if (!seen) return fail('not_found')
  if (seen.status === 'signed') return fail('signed')
  if (seen.recordedById !== actor.accountId || (version !== undefined && version !== seen.version)) {
    return fail(await noteRefusal(context, place))
  }
  const signer = { id: seen.recordedById, name: actor.name, role: seen.recordedByRole }
  const signedText = await signedContent(seen, signer, context.at)
  try {
    const { signed } = await batch(db, {
      signed: signNoteRow(context, seen),
      version: versionRow(context, seen, signer, signedText),
      change: changeRows(context, { object: 'note', objectId: noteId, action: 'note.signed', patient: seen.patientId }),
      repeat: repeatRows(context, noteId),
    })
    if (signed.length === 0) return fail(await noteRefusal(context, place))
  } catch (error) {
    if (refusal(error) === 'signed') return fail('signed')
    throw error
  }
  return readNote(context, noteId)
}
