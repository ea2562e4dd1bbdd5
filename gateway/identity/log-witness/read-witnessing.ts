import { eq } from 'drizzle-orm'
import { fail, ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { clinic } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import type { Witnessing } from './contract.ts'

/** Whether the head of the clinic's access log is mailed to its owners, and when it was last. */
export async function readWitnessing({ db, clinicId }: IdentityContext): Promise<Result<Witnessing, 'not_found'>> {
  const [found] = await db.select(witnessColumns).from(clinic).where(eq(clinic.id, clinicId))
  return found ? ok(toWitnessing(found)) : fail('not_found')
}

export const witnessColumns = { weekly: clinic.logWitness, witnessedAt: clinic.witnessedAt }

export function toWitnessing({ weekly, witnessedAt }: { weekly: boolean; witnessedAt: number | null }): Witnessing {
  return { weekly, ...(witnessedAt === null ? {} : { mailedAt: iso(witnessedAt) }) }
}
