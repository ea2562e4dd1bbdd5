import { iso, isoOrNull } from '#shared/time'
import type { Encounter, EncounterLine, Note, Observation } from './contract.ts'
import { outOfRange, vitalName } from './observations/vitals.ts'
import type { Names } from './other-workers.ts'
import type { EncounterRow, NoteRow, ObservationRow } from './schema.ts'

interface Kept {
  id: string
  version: number
  createdAt: number
  updatedAt: number
  recordedById: string
  recordedByName: string
  recordedByRole: string
}

/** What every entry of a chart carries. */
function entry(row: Kept) {
  return {
    id: row.id,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    recordedBy: { id: row.recordedById, name: row.recordedByName, role: row.recordedByRole },
    recordedAt: iso(row.createdAt),
  }
}

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

export function toObservation(row: ObservationRow): Observation {
  const { retractedReason, retractedAt, retractedById, retractedByName, retractedByRole } = row
  return {
    ...entry(row),
    patientId: row.patientId,
    encounterId: row.encounterId ?? undefined,
    category: row.category,
    code: row.code,
    name: vitalName(row.code),
    observedAt: iso(row.observedAt),
    value: row.value ?? undefined,
    unit: row.unit ?? undefined,
    valueText: row.valueText ?? undefined,
    valueCode: row.valueCode ?? undefined,
    components: row.components?.map(part => ({ ...part, name: vitalName(part.code) })),
    interpretation: row.interpretation ?? undefined,
    referenceRange: row.referenceRange ?? undefined,
    outOfRange: outOfRange(row),
    status: row.status,
    retracted:
      retractedReason !== null && retractedAt !== null
        ? {
            reason: retractedReason,
            at: iso(retractedAt),
            by: { id: retractedById ?? '', name: retractedByName ?? '', role: retractedByRole ?? '' },
          }
        : undefined,
  }
}
