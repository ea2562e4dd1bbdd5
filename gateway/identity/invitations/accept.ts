import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import type { Asking } from '../../access-log/event-row.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { Link } from '../accounts/links.ts'
import { hashPassword } from '../accounts/password.ts'
import { goodEnough } from '../accounts/password-rules.ts'
import type { AcceptInvitation } from '../contract.ts'
import { claim } from '../schema.ts'
import type { Window } from '../sessions/attempt-limits.ts'
import { checkPassword } from '../sessions/login.ts'
import { type Joining, joinByInvitation } from './add-membership.ts'
import { accountOf, type Found, findByLink, findInvitation } from './find-invitation.ts'

/** Milliseconds that the mail to an address named with a printed code works. */
const claimLife = 48 * 3_600_000
/** Mails that one printed code can cause within an hour. */
const mailsPerHour = 5

type Env = Pick<GatewayEnv, 'IDENTITY_DB' | 'REFRESH_SECRET'>

export interface AcceptContext {
  env: Env
  asking: Asking
  /** The signed-in account, where a bearer token was sent. */
  bearer?: { id: string; email: string }
  /** What a guess at this address's password counts against. */
  windows: (email: string) => Window[]
  origin: string
}

/** Somebody is in: whom, where, and whether the password was asked for. */
export interface Accepted {
  accountId: string
  clinicId: string
}

type AcceptFailure = 'link_invalid' | 'already_member' | 'other_account' | 'weak_password' | 'invalid_request'

/** A guess at a password that was wrong or one too many; `accountId` is for the log alone. */
interface WrongGuess {
  ok: false
  code: 'bad_credentials' | 'rate_limited'
  retryAfter?: number
  accountId?: string
}

/**
 * Accept an invitation: as the signed-in account, with the password of the account that its address has, or with the first password of a new
 * one. A printed code proves no address: without a signed-in account the mail to the address named with it finishes it.
 *
 * @returns who is in, or `confirm_by_mail`.
 */
export async function acceptInvitation(
  context: AcceptContext,
  { token, password, email }: AcceptInvitation,
): Promise<Result<Accepted | 'confirm_by_mail', AcceptFailure> | WrongGuess> {
  const { env, asking, bearer } = context
  const found = await findInvitation(env, token, asking.at)
  if (!found.ok) return found
  const { address } = found.value
  if (bearer) {
    if (address !== undefined && address !== bearer.email) return fail('other_account')
    return join(env, found.value, { accountId: bearer.id }, asking)
  }
  if (address === undefined) return claimByMail(context, found.value, { email, password })
  if (password === undefined) return fail('invalid_request', [{ path: 'password', rule: 'required' }])
  if (await accountOf(env, address)) return joinWithPassword(context, found.value, address, password)
  const good = await goodEnough(drizzle(env.IDENTITY_DB), password, false)
  if (!good.ok) return good
  const joined = await joinByInvitation(
    env,
    found.value,
    { email: address, passwordHash: await hashPassword(password) },
    asking,
  )
  if (joined === 'taken') return joinWithPassword(context, found.value, address, password)
  return joined.ok ? ok({ accountId: joined.value, clinicId: found.value.invitation.clinicId }) : joined
}

/** With the password of the account that the address has; a wrong one counts like any guess at it. */
async function joinWithPassword(
  { env, asking, windows }: AcceptContext,
  found: Found,
  email: string,
  password: string,
) {
  const checked = await checkPassword(env, { email, password }, windows(email), asking.at)
  if (checked.ok) return join(env, found, { accountId: checked.account.id }, asking)
  const { code, retryAfter, account } = checked
  return { ok: false, code, retryAfter, accountId: account?.id } as const
}

async function join(
  env: Env,
  found: Found,
  who: Joining,
  asking: Asking,
): Promise<Result<Accepted, 'link_invalid' | 'already_member'>> {
  const joined = await joinByInvitation(env, found, who, asking)
  if (joined === 'taken') return fail('link_invalid')
  return joined.ok ? ok({ accountId: joined.value, clinicId: found.invitation.clinicId }) : joined
}

/** Note the address and send it the link; the same for one that is known. Whether it has an account only its own mail tells. */
async function claimByMail(
  { env, asking: { at }, origin }: AcceptContext,
  { invitation }: Found,
  { email, password }: Pick<AcceptInvitation, 'email' | 'password'>,
): Promise<Result<'confirm_by_mail', 'invalid_request' | 'weak_password'>> {
  if (email === undefined) return fail('invalid_request', [{ path: 'email', rule: 'required' }])
  const db = drizzle(env.IDENTITY_DB)
  if (password !== undefined) {
    const good = await goodEnough(db, password, false)
    if (!good.ok) return good
  }
  const id = newId('claim')
  const passwordHash = password === undefined ? null : await hashPassword(password)
  const sent = sql`(SELECT count(*) FROM claim WHERE clinic_id = ${invitation.clinicId} AND invitation_id = ${invitation.id}
    AND created_at > ${at - 3_600_000}) <= ${mailsPerHour}`
  await db.batch([
    db.insert(claim).values({
      id,
      clinicId: invitation.clinicId,
      invitationId: invitation.id,
      email,
      passwordHash,
      createdAt: at,
      expiresAt: Math.min(at + claimLife, invitation.expiresAt),
    }),
    mailRow(db, 'claim', id, origin, at, sent),
  ])
  return ok('confirm_by_mail')
}

/** Finish what a printed code began, for whoever got the mail. An account that is there keeps its password. */
export async function confirmClaim(
  env: Env,
  link: Link,
  asking: Asking,
): Promise<Result<Accepted, 'link_invalid' | 'already_member'>> {
  const found = await findByLink(env, link, asking.at)
  if (!found.ok) return found
  const { address, passwordHash } = found.value
  if (address === undefined) return fail('link_invalid')
  const known = await accountOf(env, address)
  if (known)
    return known.disabledAt === null ? join(env, found.value, { accountId: known.id }, asking) : fail('link_invalid')
  if (passwordHash === undefined) return fail('link_invalid')
  const joined = await joinByInvitation(env, found.value, { email: address, passwordHash }, asking)
  if (joined !== 'taken')
    return joined.ok ? ok({ accountId: joined.value, clinicId: found.value.invitation.clinicId }) : joined
  const since = await accountOf(env, address)
  return since ? join(env, found.value, { accountId: since.id }, asking) : fail('link_invalid')
}
