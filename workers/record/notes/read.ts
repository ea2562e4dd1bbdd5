import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Note } from './contract.ts'
import { note } from './schema.ts'
import { toNote } from './view.ts'

/** One note by its id, as a repeat with the same Idempotency-Key is answered. */
export async function readNote({ db, clinicId }: Context, id: string): Promise<Result<Note, 'not_found'>> {
  const [row] = await db
    .select()
    .from(note)
    .where(and(eq(note.clinicId, clinicId), eq(note.id, id)))
  return row ? ok(toNote(row)) : fail('not_found')
}
