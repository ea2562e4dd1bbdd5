import { iso } from '#shared/time'
import type { Patient, PatientCard, PatientListItem, PatientStanding } from './contract.ts'
import { masked } from './identifiers.ts'
import type { PatientRow } from './schema.ts'

/** A record number as people read it: at least six digits. */
export function recordNumberText(n: number): string {
  return String(n).padStart(6, '0')
}

function shared(row: PatientRow) {
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
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

export function toPatient(row: PatientRow): Patient {
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

export function toListItem(row: PatientRow): PatientListItem {
  return {
    ...shared(row),
    city: row.address?.city,
    identifiers: row.identifiers.map(({ type, value }) => ({ type, value: masked(value) })),
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

type Standing = Parameters<typeof toCard>[0] & Pick<PatientRow, 'deceased' | 'archivedAt'>

export function toStanding(row: Standing): PatientStanding {
  return { ...toCard(row), deceased: row.deceased, archived: row.archivedAt !== null }
}
