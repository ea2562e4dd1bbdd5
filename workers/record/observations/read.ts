import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { visibleObservations } from './conditions.ts'
import type { Observation } from './contract.ts'
import { observation } from './schema.ts'
import { toObservation } from './view.ts'

export async function readObservation(context: Context, id: string): Promise<Result<Observation, 'not_found'>> {
  const { db, clinicId } = context
  const [row] = await db
    .select()
    .from(observation)
    .where(and(eq(observation.clinicId, clinicId), eq(observation.id, id), visibleObservations(context)))
  return row ? ok(toObservation(row)) : fail('not_found')
}
