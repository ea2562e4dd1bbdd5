import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Series } from './contract.ts'
import { series } from './schema.ts'
import { toSeriesOfRow } from './view.ts'

export async function readSeries({ db, clinicId }: Context, id: string): Promise<Result<Series, 'not_found'>> {
  const [row] = await db
    .select()
    .from(series)
    .where(and(eq(series.clinicId, clinicId), eq(series.id, id)))
  return row ? ok(toSeriesOfRow(row)) : fail('not_found')
}
