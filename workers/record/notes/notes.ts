import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { authorOf } from '../author.ts'
import type { AddNote, Note } from '../contract.ts'
import { patientOf } from '../encounters/encounters.ts'
import { signNoteRow, versionRow } from '../encounters/sign.ts'
import { encounter, note } from '../schema.ts'
import { toNote } from '../view.ts'
import { seal } from './canonical.ts'

/** The notes that stand beside the SOAP note: each a draft of its author until that author signs it. */

export interface AddNoteInput {
  encounterId: string
  note: AddNote
}

export interface NotePlace {
  encounterId: string
  noteId: string
}

export interface ChangeNoteInput extends NotePlace {
  version: number
  text: string
}

export interface SignNoteInput extends NotePlace {
  version?: number
}

export type NoteFailure = 'not_found' | 'signed' | 'not_the_author' | 'stale' | 'wrong_status'

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
  return row ? ok(toNote(row)) : fail(await whyNotEncounter(context, encounterId))
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
            beside(clinicId, { encounterId, noteId }),
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
    return row ? ok(toNote(row)) : fail(await whyNotNote(context, { encounterId, noteId }))
  } catch (error) {
    if (refusal(error) === 'signed') return fail('signed')
    throw error
  }
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
  const [seen] = await db.select().from(note).where(beside(clinicId, place))
  if (!seen) return fail('not_found')
  if (seen.status === 'signed') return fail('signed')
  if (seen.recordedById !== actor.accountId || (version !== undefined && version !== seen.version)) {
    return fail(await whyNotNote(context, place))
  }
  const signer = { id: seen.recordedById, name: actor.name, role: seen.recordedByRole }
  const sealed = await seal(seen, signer, context.at)
  try {
    const { signed } = await batch(db, {
      signed: signNoteRow(context, seen),
      version: versionRow(context, seen, signer, sealed),
      change: changeRows(context, { object: 'note', objectId: noteId, action: 'note.signed', patient: seen.patientId }),
      repeat: repeatRows(context, noteId),
    })
    if (signed.length === 0) return fail(await whyNotNote(context, place))
  } catch (error) {
    if (refusal(error) === 'signed') return fail('signed')
    throw error
  }
  return getNote(context, noteId)
}

/** One note by its id, as a repeat with the same Idempotency-Key is answered. */
export async function getNote({ db, clinicId }: Context, id: string): Promise<Result<Note, 'not_found'>> {
  const [row] = await db
    .select()
    .from(note)
    .where(and(eq(note.clinicId, clinicId), eq(note.id, id)))
  return row ? ok(toNote(row)) : fail('not_found')
}

/** A note of this encounter that is not its SOAP note: that one is saved and signed with the encounter. */
function beside(clinicId: string, { encounterId, noteId }: NotePlace) {
  return and(
    eq(note.clinicId, clinicId),
    eq(note.id, noteId),
    eq(note.encounterId, encounterId),
    sql`${note.kind} <> 'soap'`,
  )
}

async function whyNotEncounter({ db, clinicId }: Context, id: string): Promise<NoteFailure> {
  const [row] = await db
    .select({ signedAt: encounter.signedAt })
    .from(encounter)
    .where(and(eq(encounter.clinicId, clinicId), eq(encounter.id, id)))
  if (!row) return 'not_found'
  return row.signedAt === null ? 'wrong_status' : 'signed'
}

async function whyNotNote(context: Context, place: NotePlace): Promise<NoteFailure> {
  const { actor, db, clinicId } = context
  const [row] = await db
    .select({ status: note.status, author: note.recordedById, encounterSignedAt: encounter.signedAt })
    .from(note)
    .innerJoin(encounter, and(eq(encounter.clinicId, clinicId), eq(encounter.id, note.encounterId)))
    .where(beside(clinicId, place))
  if (!row) return 'not_found'
  if (row.status === 'signed' || row.encounterSignedAt !== null) return 'signed'
  return row.author === actor.accountId ? 'stale' : 'not_the_author'
}
