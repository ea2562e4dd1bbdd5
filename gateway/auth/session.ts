import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { forget, type Limits, secondsToWait, subjectsOf, takePlace } from './brake.ts'
import type { Login } from './contract.ts'
import { verifyPassword } from './password.ts'
import { firstToken, grace, hashOf, sessionLife, successor } from './refresh.ts'
import { account, clinic, credential, membership, session, standsFor } from './schema.ts'

/** Someone with a live session: the account, and every clinic it may work in. */
export interface SignedIn {
  sessionId: string
  account: { id: string; name: string; email: string }
  /** The clinic of this session; always one of `memberships`. */
  clinicId: string
  memberships: MembershipRow[]
}

export type MembershipRow = Awaited<ReturnType<typeof membershipsOf>>[number]

/** The account's memberships of active clinics, oldest first, one row per patient it stands for. */
function membershipsOf(db: DrizzleD1Database, accountId: ReturnType<typeof sql>) {
  return db
    .select({
      id: membership.id,
      clinicId: membership.clinicId,
      roles: membership.roles,
      staffId: membership.staffId,
      clinicName: clinic.name,
      timezone: clinic.timezone,
      currency: clinic.currency,
      locale: clinic.locale,
      patientId: standsFor.patientId,
      relation: standsFor.relation,
    })
    .from(membership)
    .innerJoin(clinic, and(eq(clinic.id, membership.clinicId), eq(clinic.status, 'active')))
    .leftJoin(standsFor, and(eq(standsFor.clinicId, membership.clinicId), eq(standsFor.membershipId, membership.id)))
    .where(and(eq(membership.accountId, accountId), isNull(membership.disabledAt)))
    .orderBy(membership.createdAt, membership.id, standsFor.createdAt)
}

export interface LoginContext {
  env: Pick<GatewayEnv, 'IDENTITY_DB' | 'REFRESH_SECRET'>
  at: number
  /** As the edge saw it. */
  address: string
  /** The device's own description, at most 200 characters. */
  device: string
  limits: Limits
}

/**
 * Sign in with a password. Every kind of failure is `bad_credentials` and takes the same time, whether the address is known or not.
 *
 * @returns who is signed in with the first refresh token; or `bad_credentials`, or `rate_limited` with the seconds to wait.
 */
export async function login(
  { env, at, address, device, limits }: LoginContext,
  { email, password }: Login,
): Promise<
  Result<SignedIn & { token: string }, 'bad_credentials'> | { ok: false; code: 'rate_limited'; retryAfter: number }
> {
  const db = drizzle(env.IDENTITY_DB)
  const subjects = subjectsOf(email, address)
  const attemptId = crypto.randomUUID()
  const accountId = sql`(SELECT id FROM account WHERE email = ${email})`
  const [place, addressPlace, [found], rows, [last]] = await db.batch([
    ...takePlace(db, subjects, limits, attemptId, at),
    db
      .select({ id: account.id, name: account.name, email: account.email, hash: credential.passwordHash })
      .from(account)
      .innerJoin(credential, eq(credential.accountId, account.id))
      .where(and(eq(account.email, email), isNull(account.disabledAt))),
    membershipsOf(db, accountId),
    db
      .select({ clinicId: session.clinicId })
      .from(session)
      .where(eq(session.accountId, accountId))
      .orderBy(desc(session.createdAt))
      .limit(1),
  ])
  if (place.length === 0 || addressPlace.length === 0) {
    return { ok: false, code: 'rate_limited', retryAfter: await secondsToWait(db, subjects, limits, at) }
  }
  const first = rows.find(row => row.clinicId === last?.clinicId) ?? rows[0]
  const right = await verifyPassword(password, found?.hash)
  if (!right || !found || !first) return fail('bad_credentials')

  const sessionId = newId('session')
  const token = firstToken(sessionId)
  await db.batch([
    db.insert(session).values({
      id: sessionId,
      accountId: found.id,
      clinicId: first.clinicId,
      tokenHash: hashOf(token),
      rotatedAt: at,
      device,
      createdAt: at,
      expiresAt: at + sessionLife,
    }),
    forget(db, subjects),
  ])
  const { hash: _, ...who } = found
  return ok({ sessionId, account: who, clinicId: first.clinicId, memberships: rows, token })
}

/** Account and clinics of a live session, for the caller's batch. */
function whoIs(db: DrizzleD1Database, sessionId: string, at: number) {
  return [
    db
      .select({
        id: account.id,
        name: account.name,
        email: account.email,
        clinicId: session.clinicId,
        tokenHash: session.tokenHash,
        previousHash: session.previousHash,
        rotatedAt: session.rotatedAt,
      })
      .from(session)
      .innerJoin(account, and(eq(account.id, session.accountId), isNull(account.disabledAt)))
      .where(and(eq(session.id, sessionId), isNull(session.revokedAt), gt(session.expiresAt, at))),
    membershipsOf(db, sql`(SELECT account_id FROM session WHERE id = ${sessionId})`),
  ] as const
}

function signedIn(
  sessionId: string,
  found: { id: string; name: string; email: string; clinicId: string } | undefined,
  rows: MembershipRow[],
): SignedIn | undefined {
  const present = rows.find(row => row.clinicId === found?.clinicId) ?? rows[0]
  if (!found || !present) return undefined
  const { id, name, email } = found
  return { sessionId, account: { id, name, email }, clinicId: present.clinicId, memberships: rows }
}

/**
 * Trade a refresh token for its successor. Fifty at once get the same one, as does a repeat within 30 s; a later replay means that someone
 * else has the token, and ends the session.
 *
 * @returns who is signed in with the next token, or `unauthenticated`.
 */
export async function refresh(
  env: Pick<GatewayEnv, 'IDENTITY_DB' | 'REFRESH_SECRET'>,
  presented: { token: string; sessionId: string },
  at: number,
): Promise<Result<SignedIn & { token: string }, 'unauthenticated'>> {
  const db = drizzle(env.IDENTITY_DB)
  const { sessionId } = presented
  const hash = hashOf(presented.token)
  const token = successor(env.REFRESH_SECRET, sessionId, presented.token)
  const [rotated, [found], rows] = await db.batch([
    db
      .update(session)
      .set({ previousHash: session.tokenHash, tokenHash: hashOf(token), rotatedAt: at })
      .where(
        and(
          eq(session.id, sessionId),
          eq(session.tokenHash, hash),
          isNull(session.revokedAt),
          gt(session.expiresAt, at),
        ),
      )
      .returning({ id: session.id }),
    ...whoIs(db, sessionId, at),
  ])
  const who = signedIn(sessionId, found, rows)
  if (!who || !found) return fail('unauthenticated')
  if (rotated.length === 1) return ok({ ...who, token })
  if (found.previousHash === hash && at - found.rotatedAt <= grace) return ok({ ...who, token })
  await revoke(env, sessionId, 'replayed', at)
  return fail('unauthenticated')
}

/** Who a session's access token belongs to now; `unauthenticated` once it is revoked, expired, or of no clinic any more. */
export async function readSession(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  sessionId: string,
  at: number,
): Promise<Result<SignedIn, 'unauthenticated'>> {
  const db = drizzle(env.IDENTITY_DB)
  const [[found], rows] = await db.batch([...whoIs(db, sessionId, at)])
  const who = signedIn(sessionId, found, rows)
  return who ? ok(who) : fail('unauthenticated')
}

/** Work in another clinic of the same account without signing in again; a clinic that is not the account's does not exist. */
export async function switchClinic(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  sessionId: string,
  clinicId: string,
  at: number,
): Promise<Result<SignedIn, 'unauthenticated' | 'not_found'>> {
  const db = drizzle(env.IDENTITY_DB)
  const [moved, [found], rows] = await db.batch([
    db
      .update(session)
      .set({ clinicId })
      .where(
        and(
          eq(session.id, sessionId),
          isNull(session.revokedAt),
          sql`EXISTS (SELECT 1 FROM membership m JOIN clinic c ON c.id = m.clinic_id AND c.status = 'active'
              WHERE m.account_id = ${session.accountId} AND m.clinic_id = ${clinicId} AND m.disabled_at IS NULL)`,
        ),
      )
      .returning({ id: session.id }),
    ...whoIs(db, sessionId, at),
  ])
  const who = signedIn(sessionId, found, rows)
  if (!who) return fail('unauthenticated')
  return moved.length === 1 ? ok(who) : fail('not_found')
}

/** End a session, once. */
export async function revoke(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  sessionId: string,
  reason: 'signed_out' | 'replayed',
  at: number,
): Promise<void> {
  await drizzle(env.IDENTITY_DB)
    .update(session)
    .set({ revokedAt: at, revokedFor: reason })
    .where(and(eq(session.id, sessionId), isNull(session.revokedAt)))
}
