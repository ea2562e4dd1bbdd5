import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { ok, type Result } from '#shared/result'
import { eventRows } from '../../access-log/identity-events/event.ts'
import type { IdentityContext } from '../context.ts'
import { askingOf, noteOwn } from '../sign-in-events.ts'
import { type Revocation, session } from './schema.ts'
import { ownSession } from './session-state.ts'

/** Sign the account out everywhere but here. */
export async function revokeOtherSessions(context: IdentityContext): Promise<Result<null>> {
  const { db, at, actor } = context
  await db.batch([
    revokeOthers(db, actor.accountId, ownSession(context), 'by_user', at),
    eventRows(db, askingOf(context), 'session_revoked', sql`a.id = ${actor.accountId}`, sql`1`),
  ])
  await noteOwn(context, 'session_revoked')
  return ok(null)
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
