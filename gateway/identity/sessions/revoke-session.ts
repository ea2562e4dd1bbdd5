import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { eventRows } from '../../access-log/identity-events/event.ts'
import type { IdentityContext } from '../context.ts'
import { askingOf, noteOwn } from '../sign-in-events.ts'
import { session } from './schema.ts'

/** Sign the account out on one device. */
export async function revokeSession(context: IdentityContext, id: string): Promise<Result<null, 'not_found'>> {
  const { db, at, actor } = context
  const { ended } = await batch(db, {
    ended: db
      .update(session)
      .set({ revokedAt: at, revokedFor: 'by_user' })
      .where(
        and(
          eq(session.id, id),
          eq(session.accountId, actor.accountId),
          isNull(session.revokedAt),
          gt(session.expiresAt, at),
        ),
      )
      .returning({ id: session.id }),
    event: eventRows(db, askingOf(context), 'session_revoked', sql`a.id = ${actor.accountId}`),
  })
  if (ended.length === 0) return fail('not_found')
  await noteOwn(context, 'session_revoked')
  return ok(null)
}
