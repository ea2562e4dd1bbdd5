import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import { eventRow, requestRow } from '../../access-log/identity-events/event.ts'
import { mailRow } from '../../mail/outbox.ts'
import { codeHash } from '../accounts/links.ts'
import { limitInvitations } from '../attempts/mail-limits.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import type { Invitation, Invite } from './contract.ts'
import { checkInvitation, type InviteFailure } from './invite-rules.ts'
import { newCode } from './printed-code.ts'
import { invitation } from './schema.ts'
import { invitationLife, toInvitation } from './view.ts'

/**
 * Ask somebody into the clinic: by mail, or by a code to print where there is no address. The code is in this answer and nowhere else.
 *
 * @returns the invitation; or what `checkInvitation` refuses, or `rate_limited`.
 */
export async function invite(
  context: IdentityContext,
  { client: { origin }, ...input }: Invite & { client: Client },
): Promise<Result<Invitation, InviteFailure | 'rate_limited'>> {
  const fine = await checkInvitation(context, input)
  if (!fine.ok) return fine
  const places = await limitInvitations(context, input.email)
  if (!places.ok) return places
  const { env, actor, at, clinicId, db } = context
  const id = newId('invitation')
  const code = input.email === undefined ? newCode() : undefined
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .insert(invitation)
      .values({
        id,
        clinicId,
        ...input,
        locale: input.locale ?? (actor.locale === 'id' ? 'id' : 'en'),
        round: 1,
        codeHash: code && codeHash(env, code),
        invitedBy: actor.accountId,
        invitedByName: actor.name,
        expiresAt: at + invitationLife,
        version: 1,
        createdAt: at,
        updatedAt: at,
      })
      .returning(),
    change: changeRow(context, 'invitation', id, 'create', { roles: input.roles }),
    event: eventRow(db, actor, 'invitation_sent', id),
    request: input.patientId ? requestRow(db, actor, id, input.patientId) : [],
    mail: input.email === undefined ? [] : mailRow(db, 'invitation', id, origin, at),
  })
  if (!row) throw new Error('an invitation was inserted but not returned')
  return ok({ ...toInvitation(row, at), code })
}
