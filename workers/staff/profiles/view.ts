import type { Actor } from '#shared/actor'
import { isoOrNull } from '#shared/time'
import { isStaff } from '../is-staff.ts'
import { stamps } from '../version-view.ts'
import type { StaffFacts, StaffMember } from './contract.ts'
import type { StaffRow } from './schema.ts'

export function toStaff(row: StaffRow, actor: Actor): StaffMember {
  const colleague = isStaff(actor)
  return {
    id: row.id,
    name: row.name,
    title: row.title ?? undefined,
    profession: row.profession,
    specialties: row.specialties,
    licences: colleague ? row.licences : undefined,
    languages: row.languages,
    bookable: row.bookable,
    dailyMaximum: colleague ? (row.dailyMaximum ?? undefined) : undefined,
    archived: hasLeft(row, actor.at),
    archivedFrom: colleague ? isoOrNull(row.archivedFrom) : undefined,
    ...stamps(row),
  }
}

export function toFacts(row: StaffRow, at: number): StaffFacts {
  return {
    id: row.id,
    name: row.name,
    title: row.title ?? undefined,
    profession: row.profession,
    specialties: row.specialties,
    bookable: row.bookable,
    archived: hasLeft(row, at),
  }
}

function hasLeft(row: StaffRow, at: number): boolean {
  return row.archivedFrom !== null && row.archivedFrom <= at
}
