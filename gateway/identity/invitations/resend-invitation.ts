import { and, eq, isNull, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { eventRow, requestRow } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import { codeHash } from '../accounts/links.ts'
import { limitInvitations } from '../attempts/mail-limits.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import type { Invitation } from './contract.ts'
import { newCode } from './printed-code.ts'
import { claim, invitation } from './schema.ts'
import { invitationLife, selectInvitation, toInvitation, visible } from './view.ts'

/**
 * Send an invitation anew, or print another code: seven more days, and what was sent before is of no more use.
 *
 * @returns the invitation with its new code; `not_found`, `wrong_status` once it is accepted or taken back, or `rate_limited`.
 */
export async function resendInvitation(
  context: IdentityContext,
  { id, client: { origin } }: { id: string; client: Client },
): Promise<Result<Invitation, 'not_found' | 'wrong_status' | 'rate_limited'>> {
  const { env, actor, at, db } = context
  const code = newCode()
  const [row] = await selectInvitation(context, id)
  if (!row) return fail('not_found')
  const { status } = toInvitation(row, at)
  if (status === 'accepted' || status === 'revoked') return fail('wrong_status', { status })
  const places = await limitInvitations(context, row.email)
  if (!places.ok) return places
  const {
    changed: [changed],
  } = await batch(db, {
    changed: db
      .update(invitation)
      .set({
        round: sql`round + 1`,
        codeHash: sql`CASE WHEN email IS NULL THEN ${codeHash(env, code)} END`,
        // Whoever prints the code holds it, and so is the one who must not approve what comes of it.
        invitedBy: sql`CASE WHEN email IS NULL THEN ${actor.accountId} ELSE invited_by END`,
        invitedByName: sql`CASE WHEN email IS NULL THEN ${actor.name} ELSE invited_by_name END`,
        expiresAt: at + invitationLife,
        version: sql`version + 1`,
        updatedAt: at,
      })
      .where(and(visible(context), eq(invitation.id, id), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)))
      .returning(),
    change: changeRow(context, 'invitation', id, 'resend'),
    mail: mailRow(db, 'invitation', id, origin, at, sql`changes() = 1`),
    event: eventRow(db, actor, 'invitation_sent', id),
    // What the code before has begun ends with it.
    claims: db.delete(claim).where(and(eq(claim.clinicId, actor.clinicId), eq(claim.invitationId, id))),
    request: row.patientId ? requestRow(db, actor, id, row.patientId) : [],
  })
  if (changed) return ok({ ...toInvitation(changed, at), code: changed.email === null ? code : undefined })
  return fail('wrong_status', { status: toInvitation(row, at).status })
}
