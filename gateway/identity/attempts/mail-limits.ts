import { sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import { take } from './attempt-guard.ts'
import { hashOfAddress, hourWindow, type Place, takePlaces } from './attempt-limits.ts'

/**
 * How many mails go to addresses that somebody else typed, each kind of sender in windows of its own: strangers at public forms never use up what
 * a clinic may send, nor one clinic what another may. Who is signed in is told; a stranger never is, for it would say that others write there.
 */

/** Invitations and their repeats in an hour. */
const perHour = { clinic: 200, inviter: 60, address: 5 }
/** Mails with a link that one mailbox gets in an hour: from all public forms together, and from the printed codes of one clinic. */
const mailsPerMailbox = { strangers: 10, codes: 5 }

/** An invitation, or the same once more: refused where the clinic, the member or the address had enough of them from this clinic. */
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

/** Who has a mail sent without being signed in: anybody at a public form, or whoever holds a printed code of a clinic. */
export type Sender = 'strangers' | { codeOf: string }

/**
 * A place for a mail, for the caller's batch: `taken` goes before the mail's row, which depends on `free`. Where there is none the mail is left
 * out and nobody is told.
 */
export function mailPlace(db: DrizzleD1Database, email: string, at: number, sender: Sender) {
  const id = crypto.randomUUID()
  const hash = hashOfAddress(email)
  const window =
    sender === 'strangers'
      ? hourWindow(`mailbox:${hash}`, mailsPerMailbox.strangers, 'mailbox')
      : hourWindow(`code_to:${sender.codeOf}:${hash}`, mailsPerMailbox.codes, 'mailbox')
  return {
    taken: takePlaces(db, [window], id, at),
    free: sql`EXISTS (SELECT 1 FROM attempt WHERE id = ${`${id}-0`})`,
  }
}
