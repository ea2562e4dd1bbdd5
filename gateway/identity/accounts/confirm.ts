import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { log, thrown } from '#shared/log'
import { fail, type Result } from '#shared/result'
import type { SignInEvent } from '../../access-log/identity-events/sign-in-event.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { TooManyHashes } from '../hashing/in-turn.ts'
import { type Accepted, confirmClaim } from '../invitations/accept.ts'
import { type SignInOutcome, signInAccepted } from '../sessions/finish-sign-in.ts'
import { askingOf } from '../sign-in-events.ts'
import { confirmRegistration } from './confirm-clinic.ts'
import { confirmPatient } from './confirm-patient.ts'
import type { Confirm } from './contract.ts'
import { type Link, readLink } from './links.ts'

/**
 * Follow a mailed link: open a registered clinic, make a registered patient, or finish what a printed code began. The link proves the mailbox;
 * where its address has no account yet, the password is chosen here and nowhere before.
 */
export async function confirm(
  context: IdentityContext,
  { token, password, client }: Confirm & { client: Client },
): Promise<Result<SignInOutcome, FailureCode>> {
  const link = readLink(context.env, token)
  const kind = link && kinds[link.kind]
  if (!link || !kind) return fail('link_invalid')
  // A Worker that is silent: what is written stays, and confirming again, or the sweep, goes on from there.
  const outcome = await settleWithin(
    budgets.confirmation,
    kind.confirm(context, link, { password, origin: client.origin }),
  )
  if ('error' in outcome) {
    if (outcome.error instanceof TooManyHashes) throw outcome.error
    log('confirmation.unfinished', { requestId: context.actor.requestId, ...thrown(outcome.error) })
    return fail('unavailable')
  }
  return outcome.value.ok ? signInAccepted(context, client, outcome.value.value, kind.event) : outcome.value
}

interface Kind {
  confirm(
    context: IdentityContext,
    link: Link,
    chosen: { password: string | undefined; origin: string },
  ): Promise<Result<Accepted, FailureCode>>
  event: SignInEvent['event']
}

const kinds: Partial<Record<Link['kind'], Kind>> = {
  registration: {
    confirm: (context, { id }, { password }) => confirmRegistration(context.env, { id, password }, askingOf(context)),
    event: 'clinic_confirmed',
  },
  patient_registration: {
    confirm: (context, { id }, { password }) => confirmPatient(context.env, { id, password }, askingOf(context)),
    event: 'patient_confirmed',
  },
  claim: {
    confirm: (context, link, chosen) => confirmClaim(context, link, chosen),
    event: 'invitation_accepted',
  },
}
