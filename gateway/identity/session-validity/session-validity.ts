import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { session } from '../sessions/schema.ts'

/** Milliseconds a signed-in device stays so: 12 hours. */
export const sessionLife = 12 * 3_600_000

/** Seconds without activity after which a session of staff ends. Patients are asked for their password often enough. */
export const idleSeconds = 1_800

/**
 * Milliseconds without a refresh after which a session is idle. The web app refreshes at least every five minutes while
 * someone is active and not at all otherwise, so this is what half an hour of nobody looks like from here.
 */
const idleMs = idleSeconds * 1_000 + 5 * 60_000

/** Not idle, by the roles that the account has in the session's clinic. */
export function notIdle(at: number) {
  return or(
    gt(session.rotatedAt, at - idleMs),
    sql`EXISTS (SELECT 1 FROM membership WHERE membership.clinic_id = ${session.clinicId} AND membership.account_id = ${session.accountId}
        AND membership.roles = '["patient"]')`,
  )
}

/** A session that is neither revoked, expired nor idle, for any WHERE over `session`. */
export function isValid(sessionId: string, at: number) {
  return and(eq(session.id, sessionId), isNull(session.revokedAt), gt(session.expiresAt, at), notIdle(at))
}
