import { and, isNotNull, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { among } from '../paging.ts'
import { encounter } from './schema.ts'

/** What "own" means for an encounter: one of the actor's patients, and signed; also where it was entered in error later, marked. */
export function visibleEncounters({ reach, actor }: Context) {
  return reach === 'all' ? undefined : and(among(encounter.patientId, actor.patients), isNotNull(encounter.signedAt))
}

/** Whose encounter it is, for what goes with a write that has just found it in the clinic. */
export const patientOf = (id: string) => sql`(SELECT patient_id FROM encounter WHERE id = ${id})`
