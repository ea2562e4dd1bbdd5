import type { Actor } from '#shared/actor'
import type { Reach } from '#shared/permissions'
import { iso } from '#shared/time'
import type { Patient, PatientCard, PatientFacts } from './contract.ts'
import { toPlainFields } from './plain-fields/view.ts'
import type { LineRow, LinkedRow, PatientRow } from './schema.ts'

/** A record number as people read it: at least six digits. */
export function recordNumberText(n: number): string {
  return String(n).padStart(6, '0')
}

export function shared(row: LineRow) {
  return {
    id: row.id,
    recordNumber: recordNumberText(row.recordNumber),
    name: {
      given: row.nameGiven ?? undefined,
      family: row.nameFamily ?? undefined,
      text: row.nameText,
      prefix: row.namePrefix ?? undefined,
      suffix: row.nameSuffix ?? undefined,
      preferred: row.namePreferred ?? undefined,
    },
    birthDate: row.birthDate ?? undefined,
    sex: row.sex,
    phone: row.phone ?? undefined,
    deceased: row.deceased ? { date: row.deceasedDate ?? undefined } : undefined,
    archived: row.archivedAt !== null,
    unverified: row.unverified || undefined,
    mergedInto: row.keptId ?? row.mergedInto ?? undefined,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

export function toPatient(row: LinkedRow): Patient {
  return {
    ...shared(row),
    ...toPlainFields(row),
    otherPhones: row.otherPhones,
    address: row.address ?? undefined,
    identifiers: row.identifiers.map(({ type, value }) => ({ type, value })),
    nationalId: row.identifiers.find(one => one.national)?.value,
    contacts: row.contacts,
    interpreter: row.interpreter,
    coverages: row.coverages,
    verifiedWith: row.verifiedWith ?? undefined,
  }
}

/** The patient as this actor may see them: an account whose relation is new sees who it is and how to reach them, and no numbers. */
export function asShownTo(actor: Pick<Actor, 'recordClosed'>, reach: Reach, patient: Patient): Patient {
  if (reach === 'all' || !actor.recordClosed?.includes(patient.id)) return patient
  return { ...patient, identifiers: [], nationalId: undefined, coverages: [] }
}

export function toCard(row: Pick<PatientRow, 'id' | 'nameText' | 'recordNumber' | 'birthDate' | 'sex'>): PatientCard {
  return {
    id: row.id,
    name: row.nameText,
    recordNumber: recordNumberText(row.recordNumber),
    birthDate: row.birthDate ?? undefined,
    sex: row.sex,
  }
}

type FactsRow = Parameters<typeof toCard>[0] & Pick<PatientRow, 'deceased' | 'archivedAt'> & { keptId: string | null }

export function toFacts(row: FactsRow): PatientFacts {
  const { deceased, archivedAt, keptId } = row
  return { ...toCard(row), deceased, archived: archivedAt !== null, mergedInto: keptId ?? undefined }
}
