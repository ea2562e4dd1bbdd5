import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { encounter } from '../encounters/schema.ts'
import { isNoteBesideSoap, type NotePlace } from './conditions.ts'
import { note } from './schema.ts'

export type SaveFailure = 'not_found' | 'stale' | 'signed' | 'not_the_author' | 'wrong_status'

/** Why an encounter's SOAP note could not be written by this actor. */
export async function soapRefusal(context: Context, id: string): Promise<SaveFailure> {
  const { actor, db, clinicId } = context
  const [row] = await db
    .select({ status: encounter.status, signedAt: encounter.signedAt, author: note.recordedById })
    .from(encounter)
    .leftJoin(
      note,
      and(eq(note.clinicId, encounter.clinicId), eq(note.encounterId, encounter.id), eq(note.kind, 'soap')),
    )
    .where(and(eq(encounter.clinicId, clinicId), eq(encounter.id, id)))
  if (!row) return 'not_found'
  if (row.signedAt !== null) return 'signed'
  if (row.status !== 'in_progress') return 'wrong_status'
  return row.author !== null && row.author !== actor.accountId ? 'not_the_author' : 'stale'
}

export type NoteFailure = 'not_found' | 'signed' | 'not_the_author' | 'stale' | 'wrong_status'

export async function encounterRefusal({ db, clinicId }: Context, id: string): Promise<NoteFailure> {
  const [row] = await db
    .select({ signedAt: encounter.signedAt })
    .from(encounter)
    .where(and(eq(encounter.clinicId, clinicId), eq(encounter.id, id)))
  if (!row) return 'not_found'
  return row.signedAt === null ? 'wrong_status' : 'signed'
}

export async function noteRefusal(context: Context, place: NotePlace): Promise<NoteFailure> {
  const { actor, db, clinicId } = context
  const [row] = await db
    .select({ status: note.status, author: note.recordedById, encounterSignedAt: encounter.signedAt })
    .from(note)
    .innerJoin(encounter, and(eq(encounter.clinicId, clinicId), eq(encounter.id, note.encounterId)))
    .where(isNoteBesideSoap(clinicId, place))
  if (!row) return 'not_found'
  if (row.status === 'signed' || row.encounterSignedAt !== null) return 'signed'
  return row.author === actor.accountId ? 'stale' : 'not_the_author'
}
