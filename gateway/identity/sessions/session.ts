import { and, eq, isNull, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { asksForSecondFactor, type MembershipRow, membershipsOf } from '../members/memberships.ts'
import { account, session } from '../schema.ts'
import { grace, hashOf, successor } from './refresh.ts'
import { alive } from './session-validity.ts'

/** Someone with a live session: the account, and every clinic it may work in. */
export interface SignedIn {
  sessionId: string
  account: { id: string; name: string; email: string }
  /** The clinic of this session; always one of `memberships`. */
  clinicId: string
  memberships: MembershipRow[]
  /** When the session ends whatever happens, Unix milliseconds. */
  expiresAt: number
}

type Env = Pick<GatewayEnv, 'IDENTITY_DB' | 'REFRESH_SECRET'>

/** Whether a session has passed the second factor that its account still has. */
const passed = sql<number>`(${session.secondFactorAt} IS NOT NULL AND EXISTS (SELECT 1 FROM second_factor f
  WHERE f.account_id = ${session.accountId} AND f.confirmed_at IS NOT NULL))`

/** A session with its account and clinics, whether it is alive or not, for the caller's batch. */
function whoIs(db: DrizzleD1Database, sessionId: string, at: number) {
  return {
    found: db
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
        alive: sql<number>`${alive(sessionId, at)}`,
      })
      .from(session)
      .innerJoin(account, and(eq(account.id, session.accountId), isNull(account.disabledAt)))
      .where(eq(session.id, sessionId)),
    rows: membershipsOf(db, sql`(SELECT account_id FROM session WHERE id = ${sessionId})`),
  }
}

type Found = Awaited<ReturnType<typeof whoIs>['found']>[number]

const admits = (found: Found, row: MembershipRow) => found.passed === 1 || !asksForSecondFactor(row)

/** Whether the session's clinic asks for a second factor that this session has not passed: it began to ask when the session was open. */
function asksFirst(found: Found, rows: MembershipRow[]): boolean {
  const here = rows.find(row => row.clinicId === found.clinicId)
  return here !== undefined && !admits(found, here)
}

/** The session's clinic, or where it has been left since, another that lets this session in. */
function signedIn(sessionId: string, found: Found | undefined, rows: MembershipRow[]): SignedIn | undefined {
  if (!found || asksFirst(found, rows)) return undefined
  const present = rows.find(row => row.clinicId === found.clinicId) ?? rows.find(row => admits(found, row))
  if (!present) return undefined
  const { id, name, email, expiresAt } = found
  return { sessionId, account: { id, name, email }, clinicId: present.clinicId, memberships: rows, expiresAt }
}

/** Why a session does not go on. `second_factor`: its clinic asks for one by now, which is set up at the next sign-in. */
type Reason = 'replayed' | 'idle' | 'ended' | 'second_factor'

/** Whom a refused refresh concerns, for the log alone. */
export interface Refused {
  ok: false
  code: 'unauthenticated'
  details?: { reason: Reason }
  /** Set where this very request ended the session as replayed. */
  replayed?: { account: { id: string; name: string }; clinicIds: string[] }
}

/**
 * Trade a refresh token for its successor. Fifty at once get the same one, as does a repeat within 30 s; a later replay means that someone
 * else has the token, and ends the session.
 *
 * @returns who is signed in with the next token; or `unauthenticated` with the reason, where the session was a real one.
 */
export async function refresh(
  env: Env,
  presented: { token: string; sessionId: string },
  at: number,
): Promise<{ ok: true; value: SignedIn & { token: string } } | Refused> {
  const db = drizzle(env.IDENTITY_DB)
  const { sessionId } = presented
  const hash = hashOf(presented.token)
  const token = successor(env.REFRESH_SECRET, sessionId, presented.token)
  const {
    rotated,
    found: [found],
    rows,
  } = await batch(db, {
    rotated: db
      .update(session)
      .set({ previousHash: session.tokenHash, tokenHash: hashOf(token), rotatedAt: at })
      .where(and(alive(sessionId, at), eq(session.tokenHash, hash)))
      .returning({ id: session.id }),
    ...whoIs(db, sessionId, at),
  })
  const refused = (reason: Reason): Refused => ({
    ok: false,
    code: 'unauthenticated',
    details: { reason },
  })
  if (!found) return { ok: false, code: 'unauthenticated' }
  if (found.revokedFor) return refused(found.revokedFor === 'replayed' ? 'replayed' : 'ended')
  if (found.alive && asksFirst(found, rows)) {
    await revoke(env, sessionId, 'by_owner', at)
    return refused('second_factor')
  }
  const who = signedIn(sessionId, found, rows)
  if (!who || found.expiresAt <= at) return refused('ended')
  if (rotated.length === 1 || (found.previousHash === hash && at - found.rotatedAt <= grace && found.alive)) {
    if (who.clinicId !== found.clinicId) await moveTo(db, who)
    return ok({ ...who, token })
  }
  if (found.tokenHash === hash || !found.alive) return refused('idle')
  await revoke(env, sessionId, 'replayed', at)
  const clinicIds = [...new Set(rows.map(row => row.clinicId))]
  return { ...refused('replayed'), replayed: { account: { id: found.id, name: found.name }, clinicIds } }
}

/** The clinic that a session was in has been left: the session follows the account to where it still belongs. */
async function moveTo(db: DrizzleD1Database, { sessionId, clinicId }: SignedIn): Promise<void> {
  await db.update(session).set({ clinicId }).where(eq(session.id, sessionId))
}

/** Who a session's access token belongs to now; `unauthenticated` once it is revoked, expired, idle, or of no clinic any more. */
export async function readSession(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  sessionId: string,
  at: number,
): Promise<Result<SignedIn, 'unauthenticated'>> {
  const db = drizzle(env.IDENTITY_DB)
  const {
    found: [found],
    rows,
  } = await batch(db, whoIs(db, sessionId, at))
  const who = found?.alive ? signedIn(sessionId, found, rows) : undefined
  return who ? ok(who) : fail('unauthenticated')
}

/**
 * Work in another clinic of the same account without signing in again.
 *
 * @returns who is signed in; or `not_found` for a clinic that is not the account's, or `second_factor_required` where that clinic asks for
 *   one and this session has not passed it.
 */
export async function switchClinic(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  sessionId: string,
  clinicId: string,
  at: number,
): Promise<Result<SignedIn, 'unauthenticated' | 'not_found' | 'second_factor_required'>> {
  const db = drizzle(env.IDENTITY_DB)
  const {
    moved,
    found: [found],
    rows,
  } = await batch(db, {
    moved: db
      .update(session)
      .set({ clinicId })
      .where(
        and(
          alive(sessionId, at),
          sql`EXISTS (SELECT 1 FROM membership m JOIN clinic c ON c.id = m.clinic_id AND c.status = 'active'
              WHERE m.account_id = ${session.accountId} AND m.clinic_id = ${clinicId} AND m.disabled_at IS NULL
                AND (c.require_second_factor = 0 OR m.roles = '["patient"]' OR ${passed}))`,
        ),
      )
      .returning({ id: session.id }),
    ...whoIs(db, sessionId, at),
  })
  const who = found?.alive ? signedIn(sessionId, found, rows) : undefined
  if (!who) return fail('unauthenticated')
  if (moved.length === 1) return ok(who)
  const there = rows.some(row => row.clinicId === clinicId)
  return there ? fail('second_factor_required', { clinicIds: [clinicId] }) : fail('not_found')
}

/** End a session, once. */
export async function revoke(
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
