import { eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Clinic } from './contract.ts'
import { clinic } from './schema.ts'
import { toClinic } from './view.ts'

/** The actor's own clinic. */
export async function readClinic({ db, clinicId }: Context): Promise<Result<Clinic, 'not_found'>> {
  const [row] = await db.select().from(clinic).where(eq(clinic.clinicId, clinicId))
  return row ? ok(toClinic(row)) : fail('not_found')
}
