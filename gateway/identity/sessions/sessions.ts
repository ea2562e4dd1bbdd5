import { and, desc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import type { Page } from '#shared/result'
import { iso } from '#shared/time'
import { type Asking, eventRows } from '../../access-log/event-row.ts'
import type { SessionItem } from '../contract.ts'
import { type Revocation, session } from '../schema.ts'
import { awake } from './session-validity.ts'

/** An account signs in on a handful of devices, for twelve hours each. */
const most = 100

/** The account's signed-in devices, newest first. */
export async function listSessions(
  { IDENTITY_DB }: Pick<GatewayEnv, 'IDENTITY_DB'>,
  accountId: string,
  current: string,
  at: number,
): Promise<Page<SessionItem>> {
  const rows = await drizzle(IDENTITY_DB)
    .select()
    .from(session)
    .where(and(eq(session.accountId, accountId), isNull(session.revokedAt), gt(session.expiresAt, at), awake(at)))
    .orderBy(desc(session.createdAt))
    .limit(most)
  const items = rows.map(one => ({
    id: one.id,
    device: one.device,
    createdAt: iso(one.createdAt),
    lastSeenAt: iso(one.rotatedAt),
    expiresAt: iso(one.expiresAt),
    current: one.id === current,
  }))
  return { items, nextCursor: null }
}

/** End one session of the account. @returns whether there was one to end. */
export async function revokeOwn(
  { IDENTITY_DB }: Pick<GatewayEnv, 'IDENTITY_DB'>,
  accountId: string,
  sessionId: string,
  asking: Asking,
): Promise<boolean> {
  const { at } = asking
  const db = drizzle(IDENTITY_DB)
  const { ended } = await batch(db, {
    ended: db
      .update(session)
      .set({ revokedAt: at, revokedFor: 'by_user' })
      .where(
        and(
          eq(session.id, sessionId),
          eq(session.accountId, accountId),
          isNull(session.revokedAt),
          gt(session.expiresAt, at),
        ),
      )
      .returning({ id: session.id }),
    event: eventRows(db, asking, 'session_revoked', sql`a.id = ${accountId}`),
  })
  return ended.length === 1
}

/** End every session of an account but one (`keep`, empty for none), for the caller's batch. Writes and record reads of theirs end at once. */
export function revokeOthers(
  db: DrizzleD1Database,
  accountId: string,
  keep: string,
  why: Revocation,
  at: number,
  guard: SQL = sql`1`,
) {
  return db
    .update(session)
    .set({ revokedAt: at, revokedFor: why })
    .where(and(eq(session.accountId, accountId), ne(session.id, keep), isNull(session.revokedAt), guard))
}
