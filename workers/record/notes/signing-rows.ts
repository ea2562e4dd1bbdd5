import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { insertWhere } from '#shared/database/insert-where'
import type { Author } from '../contract.ts'
import { type NoteRow, note, noteVersion } from './schema.ts'
import type { SignedContent } from './signed-content.ts'

/** The note becomes signed, if it still is the version that was read. */
export function signNoteRow({ db, clinicId, at }: Context, row: NoteRow, guard = sql`TRUE`) {
  return db
    .update(note)
    .set({ status: 'signed', signedAt: at, version: row.version + 1, updatedAt: at })
    .where(
      and(
        eq(note.clinicId, clinicId),
        eq(note.id, row.id),
        eq(note.version, row.version),
        eq(note.status, 'draft'),
        guard,
      ),
    )
    .returning({ id: note.id })
}

/** The signed text with its hash, if the statement before it signed the note. */
export function versionRow(
  { db, clinicId, at }: Context,
  row: NoteRow,
  signer: Author,
  { content, sha256 }: SignedContent,
) {
  return insertWhere(
    db,
    noteVersion,
    {
      noteId: row.id,
      number: 1,
      clinicId,
      encounterId: row.encounterId,
      content,
      sha256,
      signedById: signer.id,
      signedByName: signer.name,
      signedByRole: signer.role,
      signedAt: at,
    },
    sql`changes() = 1`,
  )
}
