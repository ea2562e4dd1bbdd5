import { eq } from 'drizzle-orm'
import { fail, ok, type Result } from '#shared/result'
import { clinic } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import type { SecondFactorPolicy } from '../factors/contract.ts'

/** Whether this clinic asks its staff for a second factor. */
export async function readPolicy({ db, clinicId }: IdentityContext): Promise<Result<SecondFactorPolicy, 'not_found'>> {
  const [policy] = await db
    .select({ requireSecondFactor: clinic.requireSecondFactor })
    .from(clinic)
    .where(eq(clinic.id, clinicId))
  return policy ? ok(policy) : fail('not_found')
}
