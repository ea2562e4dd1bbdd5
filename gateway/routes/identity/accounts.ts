import { Hono } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { answer, carryOut, done, refuse } from '../../http/answer.ts'
import { identity } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body } from '../../http/validate.ts'
import {
  ChangePassword,
  Confirm,
  ConfirmByMail,
  ForgotPassword,
  RegisterClinic,
  ResetPassword,
  SentIfKnown,
} from '../../identity/accounts/contract.ts'
import { clientOf } from '../../identity/browser/client.ts'
import { keepSignIn } from '../../identity/browser/session-cookies.ts'
import { mailsFollow } from '../../identity/mails.ts'
import { LoginAnswer } from '../../identity/sessions/contract.ts'

export const accounts = new Hono<Gateway>()
  .post(
    '/register',
    says(
      identity('clinic.register', mailsFollow),
      'Register a clinic; the mail to its owner confirms it',
      ConfirmByMail,
      202,
    ),
    body(RegisterClinic),
    c => answer(c, { ...c.req.valid('json'), client: clientOf(c) }, 202),
  )
  .post(
    '/confirm',
    says(
      identity('account.confirm'),
      'Follow a mailed link: open a registered clinic, or finish what a printed code began',
      LoginAnswer,
      201,
      200,
    ),
    body(Confirm),
    async c => {
      const result = await carryOut(c, { ...c.req.valid('json'), client: clientOf(c) })
      if (!result.ok) return refuse(c, result)
      const { answer, opened } = result.value
      keepSignIn(c, opened)
      return 'mfaRequired' in answer ? c.json(answer, 200) : c.json(answer, 201)
    },
  )
  .post(
    '/password/forgot',
    says(identity('password.forgot', mailsFollow), 'Ask for a link to choose a new password', SentIfKnown, 202),
    body(ForgotPassword),
    c => answer(c, { ...c.req.valid('json'), client: clientOf(c) }, 202),
  )
  .post(
    '/password/reset',
    says(
      identity('password.reset', mailsFollow),
      'Choose a new password by a mailed link; ends all sessions',
      undefined,
      204,
    ),
    body(ResetPassword),
    c => done(c, { ...c.req.valid('json'), client: clientOf(c) }),
  )
  .post(
    '/password',
    says(identity('password.change', mailsFollow), 'Change the own password; ends the other sessions', undefined, 204),
    body(ChangePassword),
    c => done(c, { ...c.req.valid('json'), client: clientOf(c) }),
  )
