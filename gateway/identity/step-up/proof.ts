import { and, eq, sql } from 'drizzle-orm'
import type { IdentityContext } from '../context.ts'
import { session } from '../sessions/schema.ts'

/** Milliseconds for which a proof of who somebody is, a password or a code, is fresh enough for what reaches far. */
const proofMs = 15 * 60_000

/** When the password or a code was last given in a session, 0 where neither was: what a mailed link opens begins without a proof. */
export const provedAt = sql<number>`coalesce(${session.steppedUpAt}, 0)`

export function isFresh(proved: number, at: number): boolean {
  return at - proved < proofMs
}

/** Whether whoever asks has proved of late who they are, for a verb that asks for it with some inputs alone. The system needs none. */
export async function hasFreshProof({ db, at, actor }: IdentityContext): Promise<boolean> {
  if (actor.kind !== 'member') return true
  const [own] = await db
    .select({ proved: provedAt })
    .from(session)
    .where(and(eq(session.id, actor.sessionId ?? ''), eq(session.accountId, actor.accountId)))
  return own !== undefined && isFresh(own.proved, at)
}
