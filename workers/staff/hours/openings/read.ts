import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { toTimeOff } from '../view.ts'
import type { Opening } from './contract.ts'
import { opening } from './schema.ts'

export async function readOpening({ db, clinicId }: Context, id: string): Promise<Result<Opening, 'not_found'>> {
  const [row] = await db
    .select()
    .from(opening)
    .where(and(eq(opening.clinicId, clinicId), eq(opening.id, id)))
  return row ? ok(toTimeOff(row)) : fail('not_found')
}
