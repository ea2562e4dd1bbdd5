import { sql } from 'drizzle-orm'
import type { FailureCode } from '#shared/failures'
import { newId } from '#shared/id'
import { type Failure, fail, ok, type Result } from '#shared/result'
import type { Asking } from '../../access-log/identity-events/event.ts'
import type { IdentityEnv } from '../../gateway.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { Link } from '../accounts/links.ts'
import { guessOf, limitStrangers, release } from '../attempts/attempt-guard.ts'
import { checkPassword } from '../attempts/check-password.ts'
import { mailPlace } from '../attempts/mail-limits.ts'
import { bearerToken, type Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { firstPassword } from '../passwords/first-password.ts'
import { hashPassword } from '../passwords/password.ts'
import { goodEnough } from '../passwords/password-rules.ts'
import { withNotice } from '../relations/notice.ts'
import { type SignInOutcome, signInAccepted } from '../sessions/finish-sign-in.ts'
import { findSession } from '../sessions/session-state.ts'
import { moveSession } from '../sessions/switch-clinic.ts'
import { verifyAccessToken } from '../sessions/token.ts'
import { toTokenSession } from '../sessions/view.ts'
import { askingOf, noteAccount } from '../sign-in-events.ts'
import { addByInvitation, type NewMember } from './add-membership.ts'
import type { AcceptInvitation } from './contract.ts'
import { accountOf, type FoundInvitation, findByLink, findInvitation } from './find-invitation.ts'
import { claim } from './schema.ts'

/** Milliseconds that the mail to an address named with a printed code works. */
const claimLife = 48 * 3_600_000
/** Mails that one printed code can cause within an hour. */
const mailsPerHour = 5

type Env = Pick<GatewayEnv, 'IDENTITY_DB' | 'REFRESH_SECRET'> & Pick<IdentityEnv, 'PATIENT'>

/** Somebody is in: whom, where, and whether the account's password was given: typed, or chosen as its first one. */
export interface Accepted {
  accountId: string
  clinicId: string
  proved: boolean
}

type AcceptFailure =
  | 'unavailable'
  | 'link_invalid'
  | 'already_member'
  | 'other_account'
  | 'weak_password'
  | 'invalid_request'

/** Whom a password was guessed of, where the guess was wrong or one too many: for the log alone. */
interface WrongGuess {
  ok: false
  code: 'bad_credentials' | 'rate_limited'
  refusal: Failure<'bad_credentials' | 'rate_limited'>
  accountId: string | undefined
}

/** Who accepts: the signed-in account, where a bearer token was sent, or whoever has the password. */
interface Acceptor {
  bearer?: { id: string; email: string } | undefined
  client: Client
}

type Acceptance = { status: 'confirm_by_mail' } | SignInOutcome

/**
 * Accept an invitation. A device that is signed in already moves its session to the clinic that it just joined; others sign in.
 *
 * @param input `authorization` is the request's header, where one was sent.
 */
export async function acceptInvitation(
  context: IdentityContext,
  { client, authorization, ...input }: AcceptInvitation & { client: Client; authorization: string | undefined },
): Promise<Result<Acceptance, FailureCode>> {
  const { env, at, actor } = context
  const place = await limitStrangers(context, 'invitation', client)
  if (!place.ok) return place
  const bearer = authorization === undefined ? undefined : await sessionOf(context, authorization)
  if (bearer && !bearer.ok) return bearer
  const accepted = await accept(context, { client, bearer: bearer?.value.account }, input)
  if (!accepted.ok) {
    if (!('refusal' in accepted)) return accepted
    const { refusal, accountId } = accepted
    if (accountId) await noteAccount(context, { event: 'invitation_accepted', outcome: refusal.code }, { accountId })
    return refusal
  }
  // What ends in a mail goes on counting.
  if (accepted.value === 'confirm_by_mail') return ok({ status: 'confirm_by_mail' })
  await release(context, place.value)
  if (!bearer) return signInAccepted(context, client, accepted.value, 'invitation_accepted')
  const moved = await moveSession(env, bearer.value.sessionId, accepted.value.clinicId, at)
  if (!moved.ok) return moved
  await noteAccount(context, { event: 'invitation_accepted', outcome: 'ok' }, { accountId: bearer.value.account.id })
  return ok({ answer: await toTokenSession(env, moved.value, actor.requestId, at) })
}

/** Who a bearer token belongs to; `unauthenticated` where it is not good. */
async function sessionOf({ env, at }: IdentityContext, authorization: string) {
  const token = bearerToken(authorization)
  const claims = token ? await verifyAccessToken(env, token, at) : undefined
  return claims ? findSession(env, claims.sid, at) : fail('unauthenticated')
}

/**
 * As the signed-in account, with the password of the account that its address has, or with the first password of a new one. A printed code
 * proves no address: without a signed-in account the mail to the address named with it finishes it.
 *
 * @returns who is in, or `confirm_by_mail`.
 */
export async function accept(
  context: IdentityContext,
  acceptor: Acceptor,
  { token, code, password, email }: AcceptInvitation,
): Promise<Result<Accepted | 'confirm_by_mail', AcceptFailure> | WrongGuess> {
  const { env, at, db } = context
  const { bearer, client } = acceptor
  const asking = askingOf(context)
  const shown = code ?? token
  if (shown === undefined) return fail('invalid_request', [{ path: 'token', rule: 'required' }])
  const found = await findInvitation(env, shown, at)
  if (!found.ok) return found
  const read = await withNotice(env, found.value, client.origin, asking)
  if (!read.ok) return read
  const { address, invitation } = read.value
  if (bearer) {
    if (address !== undefined && address !== bearer.email) return fail('other_account')
    return addAccount(env, read.value, { accountId: bearer.id }, asking, false)
  }
  if (address === undefined) return claimByMail(context, client.origin, read.value, email)
  if (password === undefined) return fail('invalid_request', [{ path: 'password', rule: 'required' }])
  if (await accountOf(env, address))
    return acceptWithPassword(context, client, read.value, { email: address, password })
  const words = [invitation.name, read.value.clinicName, address]
  const good = await goodEnough(db, password, false, words)
  if (!good.ok) return good
  const { hashing } = guessOf(env, client, address)
  const first = { email: address, passwordHash: await hashPassword(password, hashing) }
  const added = await addByInvitation(env, read.value, first, asking)
  if (added === 'taken') return acceptWithPassword(context, client, read.value, { email: address, password })
  return added.ok ? ok({ accountId: added.value, clinicId: invitation.clinicId, proved: true }) : added
}

/** With the password of the account that the address has; a wrong one counts like any guess at it. */
async function acceptWithPassword(
  context: IdentityContext,
  client: Client,
  invited: FoundInvitation,
  typed: { email: string; password: string },
): Promise<Result<Accepted, 'link_invalid' | 'already_member'> | WrongGuess> {
  const { env, at } = context
  const checked = await checkPassword(env, typed, guessOf(env, client, typed.email), at)
  if (checked.ok) return addAccount(env, invited, { accountId: checked.account.id }, askingOf(context), true)
  const { refusal } = checked
  return { ok: false, code: refusal.code, refusal, accountId: checked.account?.id }
}

async function addAccount(
  env: Env,
  invited: FoundInvitation,
  who: NewMember,
  asking: Asking,
  proved: boolean,
): Promise<Result<Accepted, 'link_invalid' | 'already_member'>> {
  const added = await addByInvitation(env, invited, who, asking)
  if (added === 'taken') return fail('link_invalid')
  return added.ok ? ok({ accountId: added.value, clinicId: invited.invitation.clinicId, proved }) : added
}

/**
 * Note the address and send it the link; the same for one that is known. Whether it has an account only its own mail tells, and only its mail
 * leads to where a password is chosen.
 */
async function claimByMail(
  { at, db }: IdentityContext,
  origin: string,
  { invitation }: FoundInvitation,
  email: string | undefined,
): Promise<Result<'confirm_by_mail', 'invalid_request'>> {
  if (email === undefined) return fail('invalid_request', [{ path: 'email', rule: 'required' }])
  const id = newId('claim')
  const sent = sql`(SELECT count(*) FROM claim WHERE clinic_id = ${invitation.clinicId} AND invitation_id = ${invitation.id}
    AND created_at > ${at - 3_600_000}) <= ${mailsPerHour}`
  const mailed = mailPlace(db, email, at, { codeOf: invitation.clinicId })
  await db.batch([
    mailed.taken,
    db.insert(claim).values({
      id,
      clinicId: invitation.clinicId,
      invitationId: invitation.id,
      email,
      createdAt: at,
      expiresAt: Math.min(at + claimLife, invitation.expiresAt),
    }),
    mailRow(db, 'claim', id, origin, at, sql`${sent} AND ${mailed.free}`),
  ])
  return ok('confirm_by_mail')
}

/** Finish what a printed code began, for whoever got the mail. An account that is there keeps its password; a new one gets its first. */
export async function confirmClaim(
  context: IdentityContext,
  link: Link,
  { password, origin }: { password: string | undefined; origin: string },
): Promise<
  Result<Accepted, 'link_invalid' | 'already_member' | 'password_required' | 'weak_password' | 'unavailable'>
> {
  const { env, at, db } = context
  const asking = askingOf(context)
  const found = await findByLink(env, link, at)
  if (!found.ok) return found
  const invited = await withNotice(env, found.value, origin, asking)
  if (!invited.ok) return invited
  const { address, invitation } = invited.value
  if (address === undefined) return fail('link_invalid')
  const first = await firstPassword(db, {
    email: address,
    password,
    words: [invitation.name, invited.value.clinicName],
  })
  if (!first.ok) return first
  if (first.value !== undefined) {
    const added = await addByInvitation(env, invited.value, { email: address, passwordHash: first.value }, asking)
    if (added !== 'taken')
      return added.ok ? ok({ accountId: added.value, clinicId: invitation.clinicId, proved: true }) : added
  }
  // The address has an account, or got one in between.
  const known = await accountOf(env, address)
  if (!known || known.disabledAt !== null) return fail('link_invalid')
  return addAccount(env, invited.value, { accountId: known.id }, asking, false)
}
