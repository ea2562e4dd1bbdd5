import { and, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { insertWhere } from '#shared/database/insert-where'
import { newId } from '#shared/id'
import { account, credential } from '../accounts/schema.ts'
import { forgetAll } from '../attempts/attempt-limits.ts'
import { firstToken, hashOf } from '../browser/refresh-token.ts'
import { secondFactor } from '../factors/schema.ts'
import { asksForSecondFactor, type MembershipRow, membershipsOf } from '../members/memberships.ts'
import { sessionLife } from '../session-validity/session-validity.ts'
import { session } from './schema.ts'
import type { SignedIn } from './session-state.ts'

/** What decides how an account whose password was right goes on. */
export interface SigningIn {
  account: { id: string; name: string; email: string }
  memberships: MembershipRow[]
  /** The clinic that the session will be in: the one asked for, else the last one, else the oldest membership. */
  here: MembershipRow
  /** When the password was set. */
  password: number
  /**
   * Whether a second factor is set up, and whether it has to be before the session begins. `password_first`: there is none any more, and
   * the password was chosen beside one and is too short without.
   */
  factor: 'none' | 'asked' | 'to_set_up' | 'password_first'
}

/** Everything of an account that sign-in has to know, for the caller's batch. */
export function signInStatements(db: DrizzleD1Database, accountId: string) {
  return {
    accounts: db
      .select({
        id: account.id,
        name: account.name,
        email: account.email,
        password: credential.changedAt,
        factor: secondFactor.confirmedAt,
        alone: credential.standsAlone,
      })
      .from(account)
      .leftJoin(credential, eq(credential.accountId, account.id))
      .leftJoin(secondFactor, and(eq(secondFactor.accountId, account.id), isNotNull(secondFactor.confirmedAt)))
      .where(and(eq(account.id, accountId), isNull(account.disabledAt))),
    memberships: membershipsOf(db, accountId),
    last: db
      .select({ clinicId: session.clinicId })
      .from(session)
      .where(eq(session.accountId, accountId))
      .orderBy(desc(session.createdAt))
      .limit(1),
  }
}

type Row<T extends { then: unknown }> = Awaited<T> extends (infer R)[] ? R : never
type AccountRow = Row<ReturnType<typeof signInStatements>['accounts']>

/** Undefined for an account that is disabled or belongs to no clinic. */
export function signingIn(
  row: AccountRow | undefined,
  memberships: MembershipRow[],
  clinicId: string | undefined,
): SigningIn | undefined {
  const here = memberships.find(row => row.clinicId === clinicId) ?? memberships[0]
  if (!row || !here) return undefined
  const { id, name, email, password, factor, alone } = row
  const without = alone === false ? 'password_first' : asksForSecondFactor(here) ? 'to_set_up' : 'none'
  return {
    account: { id, name, email },
    memberships,
    here,
    password: password ?? 0,
    factor: factor !== null ? 'asked' : without,
  }
}

/** @param clinicId the clinic to work in, where the caller knows better than the last session. */
export async function readSignIn(
  env: Pick<GatewayEnv, 'IDENTITY_DB'>,
  accountId: string,
  clinicId?: string,
): Promise<SigningIn | undefined> {
  const db = drizzle(env.IDENTITY_DB)
  const {
    accounts: [row],
    memberships,
    last: [last],
  } = await batch(db, signInStatements(db, accountId))
  return signingIn(row, memberships, clinicId ?? last?.clinicId)
}

export interface NewSession {
  who: SigningIn
  /** The browser's own words, at most 200 characters. */
  device: string
  /** The subject of the guesses that a success forgets. */
  counts: string
  /** Whether the second factor was passed. */
  passed: boolean
  /** Whether the password, or a code of a second factor that was there before, was given to get in. */
  proved: boolean
  at: number
}

/** A session that is about to be: its id and tokens, and the statements that write it where `guard` holds, for the caller's batch. */
export function newSession(
  db: DrizzleD1Database,
  { who, device, counts, passed, proved, at }: NewSession,
  guard: SQL = sql`1`,
) {
  const sessionId = newId('session')
  const token = firstToken(sessionId)
  const expiresAt = at + sessionLife
  const signedIn: SignedIn & { token: string } = {
    sessionId,
    account: who.account,
    clinicId: who.here.clinicId,
    memberships: who.memberships,
    expiresAt,
    token,
  }
  const statements = {
    opened: insertWhere(
      db,
      session,
      {
        id: sessionId,
        accountId: who.account.id,
        clinicId: who.here.clinicId,
        tokenHash: hashOf(token),
        rotatedAt: at,
        device,
        createdAt: at,
        expiresAt,
        secondFactorAt: passed ? at : null,
        steppedUpAt: proved ? at : null,
      },
      guard,
    ).returning({ id: session.id }),
    forgotten: forgetAll(db, counts, sql`changes() > 0`),
  }
  return { signedIn, statements }
}

/** Create a session without a second factor. */
export async function createSession(env: Pick<GatewayEnv, 'IDENTITY_DB'>, input: NewSession) {
  const db = drizzle(env.IDENTITY_DB)
  const { signedIn, statements } = newSession(db, input)
  await batch(db, statements)
  return signedIn
}
