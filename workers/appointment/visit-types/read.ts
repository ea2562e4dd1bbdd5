import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { VisitType } from './contract.ts'
import { type VisitTypeRow, visitType } from './schema.ts'
import { toVisitType } from './view.ts'

export async function readVisitType(context: Context, id: string): Promise<Result<VisitType, 'not_found'>> {
  const row = await findVisitType(context, id)
  return row ? ok(toVisitType(row)) : fail('not_found')
}

/** The row of one of the clinic's visit types. */
export async function findVisitType({ db, clinicId }: Context, id: string): Promise<VisitTypeRow | undefined> {
  const [row] = await db
    .select()
    .from(visitType)
    .where(and(eq(visitType.clinicId, clinicId), eq(visitType.id, id)))
  return row
}
