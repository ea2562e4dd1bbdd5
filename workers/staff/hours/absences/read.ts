import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { toTimeOff } from '../view.ts'
import type { Absence } from './contract.ts'
import { absence } from './schema.ts'

export async function readAbsence({ db, clinicId }: Context, id: string): Promise<Result<Absence, 'not_found'>> {
  const [row] = await db
    .select()
    .from(absence)
    .where(and(eq(absence.clinicId, clinicId), eq(absence.id, id)))
  return row ? ok(toTimeOff(row)) : fail('not_found')
}
