import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { log, thrown } from '#shared/log'
import { fail, type Result } from '#shared/result'
import type { SignInEvent } from '../../access-log/sign-in-event.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { type Accepted, confirmClaim } from '../invitations/accept.ts'
import { type SignInOutcome, signInAccepted } from '../sessions/finish-sign-in.ts'
import { askingOf } from '../sign-in-events.ts'
import { confirmRegistration } from './confirm-clinic.ts'
import { confirmPatient } from './confirm-patient.ts'
import { type Link, readLink } from './links.ts'

/** Follow a mailed link: open a registered clinic, make a registered patient, or finish what a printed code began. */
export async function confirm(
  context: IdentityContext,
  { token, client }: { token: string; client: Client },
): Promise<Result<SignInOutcome, FailureCode>> {
  const link = readLink(context.env, token)
  const kind = link && kinds[link.kind]
  if (!link || !kind) return fail('link_invalid')
  // A Worker that is silent: what is written stays, and confirming again, or the sweep, goes on from there.
  const outcome = await settleWithin(budgets.confirmation, kind.confirm(context, link, client.origin))
  if ('error' in outcome) {
    log('confirmation.unfinished', { requestId: context.actor.requestId, ...thrown(outcome.error) })
    return fail('unavailable')
  }
  return outcome.value.ok ? signInAccepted(context, client, outcome.value.value, kind.event) : outcome.value
}

interface Kind {
  confirm(context: IdentityContext, link: Link, origin: string): Promise<Result<Accepted, FailureCode>>
  event: SignInEvent['event']
}

const kinds: Partial<Record<Link['kind'], Kind>> = {
  registration: {
    confirm: (context, { id }) => confirmRegistration(context.env, id, askingOf(context)),
    event: 'clinic_confirmed',
  },
  patient_registration: {
    confirm: (context, { id }) => confirmPatient(context.env, id, askingOf(context)),
    event: 'patient_confirmed',
  },
  claim: {
    confirm: (context, link, origin) => confirmClaim(context.env, link, origin, askingOf(context)),
    event: 'invitation_accepted',
  },
}
