import { sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import { take } from './attempt-guard.ts'
import { hashOfAddress, hourWindow, type Place, takePlaces } from './attempt-limits.ts'

/** How many mails go to addresses that somebody else typed: who sends them is told, what one mailbox gets over all clinics only its owner knows. */

/** Invitations and their repeats in an hour. */
const perHour = { clinic: 200, inviter: 60, address: 5 }
/** Mails with a link that one mailbox gets in an hour from all clinics together. */
const mailsPerMailbox = 10

/** An invitation, or the same once more: refused where the clinic, the member or the address had enough of them. */
export function limitInvitations(
  context: IdentityContext,
  email: string | null | undefined,
): Promise<Result<Place[], 'rate_limited'>> {
  const { clinicId, actor } = context
  return take(context, [
    hourWindow(`invite_clinic:${clinicId}`, perHour.clinic, 'clinic'),
    hourWindow(`invite_by:${clinicId}:${actor.accountId}`, perHour.inviter, 'inviter'),
    ...(email ? [hourWindow(`invite_to:${clinicId}:${hashOfAddress(email)}`, perHour.address, 'mailbox')] : []),
  ])
}

/**
 * A place for a mail, for the caller's batch: `taken` goes before the mail's row, which depends on `free`. Where there is none the mail is left
 * out and nobody is told, for a refusal would say that others write to that address.
 */
export function mailPlace(db: DrizzleD1Database, email: string, at: number) {
  const id = crypto.randomUUID()
  const window = hourWindow(`mailbox:${hashOfAddress(email)}`, mailsPerMailbox, 'mailbox')
  return {
    taken: takePlaces(db, [window], id, at),
    free: sql`EXISTS (SELECT 1 FROM attempt WHERE id = ${`${id}-0`})`,
  }
}
