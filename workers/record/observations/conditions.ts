import { and, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { among } from '../paging.ts'
import { observation } from './schema.ts'

/** The observations that the actor may read. Patients read their own of signed encounters. */
export function visibleObservations({ reach, actor }: Context) {
  return reach === 'all'
    ? undefined
    : and(
        among(observation.patientId, actor.patients),
        sql`EXISTS (SELECT 1 FROM encounter e WHERE e.id = ${observation.encounterId}
              AND e.signed_at IS NOT NULL)`,
      )
}
