import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { ok, type Page, type Result } from '#shared/result'
import { iso } from '#shared/time'
import type { IdentityContext } from '../context.ts'
import { notIdle } from '../session-validity/session-validity.ts'
import type { SessionItem } from './contract.ts'
import { session } from './schema.ts'
import { ownSession } from './session-state.ts'

/** An account signs in on a handful of devices, for twelve hours each. */
const most = 100

/** The account's signed-in devices, newest first. */
export async function listSessions(context: IdentityContext): Promise<Result<Page<SessionItem>>> {
  const { db, at, actor } = context
  const rows = await db
    .select()
    .from(session)
    .where(
      and(eq(session.accountId, actor.accountId), isNull(session.revokedAt), gt(session.expiresAt, at), notIdle(at)),
    )
    .orderBy(desc(session.createdAt))
    .limit(most)
  const items = rows.map(one => ({
    id: one.id,
    device: one.device,
    createdAt: iso(one.createdAt),
    lastSeenAt: iso(one.rotatedAt),
    expiresAt: iso(one.expiresAt),
    current: one.id === ownSession(context),
  }))
  return ok({ items, nextCursor: null })
}
