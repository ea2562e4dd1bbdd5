import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { patientOf } from '../encounters/conditions.ts'
import { encounter } from '../encounters/schema.ts'
import { authorOf } from '../recorded-by.ts'
import type { AddNote, Note } from './contract.ts'
import { encounterRefusal, type NoteFailure } from './refusals.ts'
import { note } from './schema.ts'
import { toNote } from './view.ts'

export interface AddNoteInput {
  encounterId: string
  note: AddNote
}

/**
 * Add a note beside the SOAP note, as a draft.
 *
 * @returns the note, or `not_found` for the encounter, `signed` once it is, `wrong_status` where it was entered in error.
 */
export async function addNote(
  context: Context,
  { encounterId, note: { kind, text } }: AddNoteInput,
): Promise<Result<Note, NoteFailure>> {
  const { actor, db, clinicId, at } = context
  const author = authorOf(actor, kind === 'nursing' ? 'nurse' : 'doctor')
  const id = newId('note')
  const {
    row: [row],
  } = await batch(db, {
    row: insertFrom(
      db,
      note,
      {
        id,
        clinicId,
        encounterId: encounter.id,
        patientId: encounter.patientId,
        kind,
        status: 'draft',
        recordedById: author.id,
        recordedByName: author.name,
        recordedByRole: author.role,
        version: 1,
        createdAt: at,
        updatedAt: at,
        text,
      },
      sql`FROM ${encounter} WHERE ${encounter.clinicId} = ${clinicId} AND ${encounter.id} = ${encounterId}
              AND ${encounter.status} = 'in_progress' AND ${encounter.signedAt} IS NULL`,
    ).returning(),
    change: changeRows(context, {
      object: 'note',
      objectId: id,
      action: 'note.added',
      detail: { encounterId, kind },
      patient: patientOf(encounterId),
    }),
    repeat: repeatRows(context, id),
  })
  return row ? ok(toNote(row)) : fail(await encounterRefusal(context, encounterId))
}
