import { and, asc, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Observations } from './contract.ts'
import { observation } from './schema.ts'
import { toObservation } from './view.ts'

/** Those recorded together with this one, as a repeat with the same Idempotency-Key is answered. */
export async function readBatch({ db, clinicId }: Context, id: string): Promise<Result<Observations, 'not_found'>> {
  const rows = await db
    .select()
    .from(observation)
    .where(and(eq(observation.clinicId, clinicId), eq(observation.batchId, id)))
    .orderBy(asc(observation.id))
  return rows.length > 0 ? ok({ items: rows.map(toObservation) }) : fail('not_found')
}
