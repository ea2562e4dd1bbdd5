import { and, eq, sql } from 'drizzle-orm'
import { note } from './schema.ts'

export interface NotePlace {
  encounterId: string
  noteId: string
}

/** A note of this encounter that is not its SOAP note: that one is saved and signed with the encounter. */
export function isNoteBesideSoap(clinicId: string, { encounterId, noteId }: NotePlace) {
  return and(
    eq(note.clinicId, clinicId),
    eq(note.id, noteId),
    eq(note.encounterId, encounterId),
    sql`${note.kind} <> 'soap'`,
  )
}
