import { and, eq, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { eventRow } from '../../access-log/identity-events/event.ts'
import type { IdentityContext } from '../context.ts'
import { invitation } from './schema.ts'
import { selectInvitation, toInvitation, visible } from './view.ts'

/** Take an invitation back. Once accepted it is a membership, and that is what one changes then. */
export async function revokeInvitation(
  context: IdentityContext,
  { id }: { id: string },
): Promise<Result<null, 'not_found' | 'wrong_status'>> {
  const { actor, at, db } = context
  const {
    gone: [gone],
    row: [row],
  } = await batch(db, {
    gone: db
      .update(invitation)
      .set({ revokedAt: at, version: sql`version + 1`, updatedAt: at })
      .where(and(visible(context), eq(invitation.id, id), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)))
      .returning({ id: invitation.id }),
    row: selectInvitation(context, id),
    change: changeRow(context, 'invitation', id, 'revoke'),
    event: eventRow(db, actor, 'invitation_revoked', id),
  })
  if (gone) return ok(null)
  return row ? fail('wrong_status', { status: toInvitation(row, at).status }) : fail('not_found')
}
