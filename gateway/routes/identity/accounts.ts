import { type Context, Hono } from 'hono'
import { budgets, settleWithin } from '#shared/deadline'
import { log, thrown } from '#shared/log'
import { noteSignIn } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { refuse } from '../../http/answer.ts'
import { byRoute } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body } from '../../http/validate.ts'
import { readLink } from '../../identity/accounts/links.ts'
import { changePassword, forgotPassword, resetPassword } from '../../identity/accounts/passwords.ts'
import { confirmRegistration, registerClinic } from '../../identity/accounts/register.ts'
import { confirmPatient } from '../../identity/accounts/register-patient.ts'
import { hiding, noteAccount } from '../../identity/accounts/sign-in-events.ts'
import {
  ChangePassword,
  Confirm,
  ConfirmByMail,
  ForgotPassword,
  LoginAnswer,
  RegisterClinic,
  ResetPassword,
  SentIfKnown,
} from '../../identity/contract.ts'
import { type Accepted, confirmClaim } from '../../identity/invitations/accept.ts'
import { braked, guessWindows } from '../../identity/sessions/attempt-guard.ts'
import type { Window } from '../../identity/sessions/attempt-limits.ts'
import { webOrigin } from '../../identity/sessions/browser.ts'
import { afterPassword, tooShort } from '../../identity/sessions/finish-sign-in.ts'
import { sendMails } from '../../mail/outbox.ts'

/** Milliseconds that mails wait: begun at once, composing one still slowed the answer to an address that is known by some of them. */
const answerGone = 100

/** Mails leave when the answer is gone, so that none is slower for an address that is known. */
export function mailsFollow(c: Context<Gateway>): void {
  c.executionCtx.waitUntil(scheduler.wait(answerGone).then(() => sendMails(c.env, c.var.at)))
}

/** What a guess at the password of an address counts against, its account's window first. */
export function windowsOf(c: Context<Gateway>) {
  return (email: string): [Window, Window] => {
    const { account, address } = guessWindows(c, email)
    return [account, address]
  }
}

/** Sign in who has just proved an address or a password, on this device: 201, or 200 with the question for a second factor. */
export async function enter(
  c: Context<Gateway>,
  { accountId, clinicId }: Accepted,
  event: 'clinic_confirmed' | 'invitation_accepted' | 'patient_confirmed',
) {
  const entered = await afterPassword(c, accountId, clinicId)
  if (!entered) return refuse(c, { code: 'link_invalid' })
  await noteAccount(c, { event, outcome: 'ok' }, { accountId })
  if (entered === 'password_too_short') return refuse(c, tooShort)
  return 'mfaRequired' in entered ? c.json(entered, 200) : c.json(entered, 201)
}

export const accounts = new Hono<Gateway>()
  .post(
    '/register',
    says(byRoute('clinic.register'), 'Register a clinic; the mail to its owner confirms it', ConfirmByMail, 202),
    body(RegisterClinic),
    async c => {
      const input = c.req.valid('json')
      const wait = await braked(c, 'register')
      if (wait) return wait as never
      const result = await registerClinic(c.env, input, webOrigin(c), c.var.at)
      if (!result.ok) return refuse(c, result)
      await noteSignIn(c, { event: 'clinic_registered', outcome: 'ok', email: input.owner.email, clinicIds: [] })
      mailsFollow(c)
      return c.json({ status: 'confirm_by_mail' as const }, 202)
    },
  )
  .post(
    '/confirm',
    says(
      byRoute('account.confirm'),
      'Follow a mailed link: open a registered clinic, or finish what a printed code began',
      LoginAnswer,
      201,
      200,
    ),
    body(Confirm),
    async c => {
      const link = readLink(c.env, c.req.valid('json').token)
      if (link?.kind === 'registration') {
        const outcome = await settleWithin(budgets.write, confirmRegistration(c.env, link.id, c.var))
        // Staff is silent: what is written stays, and confirming again, or the sweep, goes on from there.
        if ('error' in outcome) {
          log('founding.broke_off', { requestId: c.var.requestId, ...thrown(outcome.error) })
          return refuse(c, { code: 'unavailable' })
        }
        const result = outcome.value
        if (!result.ok) return refuse(c, result)
        return enter(c, result.value, 'clinic_confirmed')
      }
      if (link?.kind === 'patient_registration') {
        // The patient Worker is silent: confirming again goes on from there.
        const outcome = await settleWithin(budgets.write, confirmPatient(c.env, link.id, c.var))
        if ('error' in outcome) return refuse(c, { code: 'unavailable' })
        const result = outcome.value
        if (!result.ok) return refuse(c, result)
        return enter(c, result.value, 'patient_confirmed')
      }
      if (link?.kind !== 'claim') return refuse(c, { code: 'link_invalid' })
      const result = await confirmClaim(c.env, link, c.var)
      if (!result.ok) return refuse(c, result)
      return enter(c, result.value, 'invitation_accepted')
    },
  )
  .post(
    '/password/forgot',
    says(byRoute('password.forgot'), 'Ask for a link to choose a new password', SentIfKnown, 202),
    body(ForgotPassword),
    async c => {
      const { email } = c.req.valid('json')
      const wait = await braked(c, 'forgot')
      if (wait) return wait as never
      const forgetting = async () => {
        const accountId = await forgotPassword(c.env, email, webOrigin(c), c.var)
        await noteAccount(c, { event: 'password_forgotten', outcome: 'ok' }, { accountId, email })
      }
      await hiding(forgetting())
      mailsFollow(c)
      return c.json({ status: 'sent_if_known' as const }, 202)
    },
  )
  .post(
    '/password/reset',
    says(byRoute('password.reset'), 'Choose a new password by a mailed link; ends all sessions', undefined, 204),
    body(ResetPassword),
    async c => {
      const { token, password } = c.req.valid('json')
      const link = readLink(c.env, token)
      if (link?.kind !== 'password_reset') return refuse(c, { code: 'link_invalid' })
      const result = await resetPassword(c.env, { id: link.id, password }, webOrigin(c), c.var)
      if (!result.ok) return refuse(c, result)
      await noteAccount(c, { event: 'password_reset', outcome: 'ok' }, { accountId: result.value })
      mailsFollow(c)
      return c.body(null, 204)
    },
  )
  .post(
    '/password',
    says(byRoute('password.change'), 'Change the own password; ends the other sessions', undefined, 204),
    body(ChangePassword),
    async c => {
      const { actor, claims } = c.var
      const result = await changePassword(
        {
          env: c.env,
          accountId: actor.accountId,
          sessionId: claims.sid,
          windows: windowsOf(c),
          origin: webOrigin(c),
          asking: c.var,
        },
        c.req.valid('json'),
      )
      const outcome = result.ok ? 'ok' : result.code
      await noteAccount(c, { event: 'password_changed', outcome }, { accountId: actor.accountId })
      if (!result.ok) return refuse(c, result)
      mailsFollow(c)
      return c.body(null, 204)
    },
  )
