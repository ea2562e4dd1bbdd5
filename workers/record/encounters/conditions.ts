import { and, isNotNull, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { among } from '../paging.ts'
import { encounter } from './schema.ts'

/** The encounters that the actor may read. Patients read their own signed ones, also those that were entered in error since. */
export function visibleEncounters({ reach, actor }: Context) {
  return reach === 'all' ? undefined : and(among(encounter.patientId, actor.patients), isNotNull(encounter.signedAt))
}

/** The patient of an encounter, for a row beside a write whose WHERE has already checked the clinic. */
export const patientOf = (id: string) => sql`(SELECT patient_id FROM encounter WHERE id = ${id})`
