import { and, eq } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { patientOf } from '../encounters/conditions.ts'
import { isNoteBesideSoap, type NotePlace } from './conditions.ts'
import type { Note } from './contract.ts'
import { type NoteFailure, noteRefusal } from './refusals.ts'
import { note } from './schema.ts'
import { toNote } from './view.ts'

export interface ChangeNoteInput extends NotePlace {
  version: number
  text: string
}

/**
 * Change the text of the own draft.
 *
 * @returns the note, or `not_the_author`, `signed` (the note or its encounter), `stale`, `not_found`.
 */
export async function changeNote(
  context: Context,
  { encounterId, noteId, version, text }: ChangeNoteInput,
): Promise<Result<Note, NoteFailure>> {
  const { actor, db, clinicId, at } = context
  try {
    const {
      row: [row],
    } = await batch(db, {
      row: db
        .update(note)
        .set({ text, version: version + 1, updatedAt: at })
        .where(
          and(
            isNoteBesideSoap(clinicId, { encounterId, noteId }),
            eq(note.version, version),
            eq(note.status, 'draft'),
            eq(note.recordedById, actor.accountId),
          ),
        )
        .returning(),
      change: changeRows(context, {
        object: 'note',
        objectId: noteId,
        action: 'note.changed',
        detail: { fields: ['text'] },
        patient: patientOf(encounterId),
      }),
    })
    return row ? ok(toNote(row)) : fail(await noteRefusal(context, { encounterId, noteId }))
  } catch (error) {
    if (refusal(error) === 'signed') return fail('signed')
    throw error
  }
}
