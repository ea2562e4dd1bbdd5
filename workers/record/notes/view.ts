import { isoOrNull } from '#shared/time'
import { entry } from '../entry-view.ts'
import type { Note } from './contract.ts'
import type { NoteRow } from './schema.ts'

/** @param inError whether its encounter was entered in error; a note that can still be written is of none. */
export function toNote(row: NoteRow, inError = false): Note {
  return {
    ...entry(row),
    patientId: row.patientId,
    encounterId: row.encounterId,
    kind: row.kind,
    subjective: row.subjective ?? undefined,
    objective: row.objective ?? undefined,
    assessment: row.assessment ?? undefined,
    plan: row.plan ?? undefined,
    text: row.text ?? undefined,
    status: row.withdrawnAt === null ? row.status : 'withdrawn',
    inError: inError || undefined,
    signedAt: isoOrNull(row.signedAt),
  }
}
