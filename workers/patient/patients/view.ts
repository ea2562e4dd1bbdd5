import { iso } from '#shared/time'
import type { Patient, PatientCard, PatientStanding } from './contract.ts'
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
    mergedInto: row.survivor ?? row.mergedInto ?? undefined,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

export function toPatient(row: LinkedRow): Patient {
  return {
    ...shared(row),
    genderIdentity: row.genderIdentity ?? undefined,
    otherPhones: row.otherPhones,
    email: row.email ?? undefined,
    address: row.address ?? undefined,
    identifiers: row.identifiers.map(({ type, value }) => ({ type, value })),
    nationalId: row.identifiers.find(one => one.national)?.value,
    contacts: row.contacts,
    language: row.language ?? undefined,
    interpreter: row.interpreter,
    maritalStatus: row.maritalStatus ?? undefined,
    coverages: row.coverages,
  }
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

type Standing = Parameters<typeof toCard>[0] & Pick<PatientRow, 'deceased' | 'archivedAt'> & { survivor: string | null }

export function toStanding(row: Standing): PatientStanding {
  const { deceased, archivedAt, survivor } = row
  return { ...toCard(row), deceased, archived: archivedAt !== null, mergedInto: survivor ?? undefined }
}
