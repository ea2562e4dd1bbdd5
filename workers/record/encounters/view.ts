import { iso, isoOrNull } from '#shared/time'
import { entry } from '../entry-view.ts'
import type { NoteRow } from '../notes/schema.ts'
import { toNote } from '../notes/view.ts'
import type { ObservationRow } from '../observations/schema.ts'
import { toObservation } from '../observations/view.ts'
import type { Names } from '../other-workers.ts'
import type { Encounter, EncounterLine } from './contract.ts'
import type { EncounterRow } from './schema.ts'

export function toLine(row: EncounterRow, names: Names): EncounterLine {
  const { signedAt, signedById, signedByName, signedByRole } = row
  return {
    ...entry(row),
    patient: names.patient(row.patientId),
    staff: row.staffId === null ? undefined : names.staff(row.staffId),
    appointmentId: row.appointmentId ?? undefined,
    class: row.class,
    status: row.status,
    statusHistory: row.statusHistory.map(step => ({ ...step, at: iso(step.at) })),
    period: { start: iso(row.startedAt), end: isoOrNull(row.endedAt) },
    signedAt: isoOrNull(signedAt),
    signedBy:
      signedById !== null && signedByName !== null && signedByRole !== null
        ? { id: signedById, name: signedByName, role: signedByRole }
        : undefined,
  }
}

export function toEncounter(
  row: EncounterRow,
  names: Names,
  notes: NoteRow[],
  observations: ObservationRow[],
): Encounter {
  const soap = notes.find(one => one.kind === 'soap')
  const inError = row.status === 'entered_in_error'
  return {
    ...toLine(row, names),
    note: soap && toNote(soap, inError),
    notes: notes.filter(one => one !== soap).map(one => toNote(one, inError)),
    observations: observations.map(toObservation),
  }
}
