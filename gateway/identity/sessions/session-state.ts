import { and, eq, isNull, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { account } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import { asksForSecondFactor, type MembershipRow, membershipsOf } from '../members/memberships.ts'
import { isValid } from '../session-validity/session-validity.ts'
import { session } from './schema.ts'

/** Someone with a valid session: the account, and every clinic it may work in. */
export interface SignedIn {
  sessionId: string
  account: { id: string; name: string; email: string }
  /** The clinic of this session; always one of `memberships`. */
  clinicId: string
  memberships: MembershipRow[]
  /** When the session ends whatever happens, Unix milliseconds. */
  expiresAt: number
}

/** Whether a session has passed the second factor that its account still has. */
export const passed = sql<number>`(${session.secondFactorAt} IS NOT NULL AND EXISTS (SELECT 1 FROM second_factor f
  WHERE f.account_id = ${session.accountId} AND f.confirmed_at IS NOT NULL))`

/** A session with its account and clinics, whether it is valid or not, for the caller's batch. */
export function sessionStatements(db: DrizzleD1Database, sessionId: string, at: number) {
  return {
    sessions: db
      .select({
        id: account.id,
        name: account.name,
        email: account.email,
        clinicId: session.clinicId,
        tokenHash: session.tokenHash,
        previousHash: session.previousHash,
        rotatedAt: session.rotatedAt,
        expiresAt: session.expiresAt,
        revokedFor: session.revokedFor,
        passed,
        valid: sql<number>`${isValid(sessionId, at)}`,
      })
      .from(session)
      .innerJoin(account, and(eq(account.id, session.accountId), isNull(account.disabledAt)))
      .where(eq(session.id, sessionId)),
    rows: membershipsOf(db, sql`(SELECT account_id FROM session WHERE id = ${sessionId})`),
  }
}

type SessionRow = Awaited<ReturnType<typeof sessionStatements>['sessions']>[number]

const admits = (here: SessionRow, one: MembershipRow) => here.passed === 1 || !asksForSecondFactor(one)

/** Whether the session's clinic asks for a second factor that this session has not passed: it began to ask when the session was open. */
export function asksFirst(here: SessionRow, rows: MembershipRow[]): boolean {
  const present = rows.find(row => row.clinicId === here.clinicId)
  return present !== undefined && !admits(here, present)
}

/** The session's clinic, or where it has been left since, another that lets this session in. */
export function signedIn(sessionId: string, here: SessionRow | undefined, rows: MembershipRow[]): SignedIn | undefined {
  if (!here || asksFirst(here, rows)) return undefined
  const present = rows.find(row => row.clinicId === here.clinicId) ?? rows.find(row => admits(here, row))
  if (!present) return undefined
  const { id, name, email, expiresAt } = here
  return { sessionId, account: { id, name, email }, clinicId: present.clinicId, memberships: rows, expiresAt }
}

/** Who a session's access token belongs to now; `unauthenticated` once it is revoked, expired, idle, or of no clinic any more. */
export async function findSession(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  sessionId: string,
  at: number,
): Promise<Result<SignedIn, 'unauthenticated'>> {
  const db = drizzle(env.IDENTITY_DB)
  const {
    sessions: [here],
    rows,
  } = await batch(db, sessionStatements(db, sessionId, at))
  const who = here?.valid ? signedIn(sessionId, here, rows) : undefined
  return who ? ok(who) : fail('unauthenticated')
}

/** End a session, once. */
export async function endSession(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  sessionId: string,
  reason: 'signed_out' | 'replayed' | 'by_owner',
  at: number,
): Promise<void> {
  await drizzle(env.IDENTITY_DB)
    .update(session)
    .set({ revokedAt: at, revokedFor: reason })
    .where(and(eq(session.id, sessionId), isNull(session.revokedAt)))
}

/** The session of whoever is signed in. */
export function ownSession({ actor }: Pick<IdentityContext, 'actor'>): string {
  return actor.sessionId ?? ''
}
