import { Hono } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { answer, carryOut, refuse } from '../../http/answer.ts'
import { identity } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body } from '../../http/validate.ts'
import { clientOf } from '../../identity/browser/client.ts'
import { keepSignIn } from '../../identity/browser/session-cookies.ts'
import { LoginMfa, LoginMfaSetup, MfaSetupDone, TotpSecret } from '../../identity/factors/contract.ts'
import { mailsFollow } from '../../identity/mails.ts'
import { LoginAnswer } from '../../identity/sessions/contract.ts'

/** The second step of signing in. */
export const loginMfa = new Hono<Gateway>()
  .post(
    '/',
    says(
      identity('session.sign_in_second_step', mailsFollow),
      'The second step of signing in: a code, a recovery code, or the printed code that switches a lost factor off',
      LoginAnswer,
    ),
    body(LoginMfa),
    async c => {
      const result = await carryOut(c, { ...c.req.valid('json'), client: clientOf(c) })
      if (!result.ok) return refuse(c, result)
      keepSignIn(c, result.value.opened)
      return c.json(result.value.answer)
    },
  )
  .post(
    '/setup',
    says(
      identity('factor.set_up_at_sign_in'),
      'A secret to scan, where the clinic asks for a second factor and there is none yet',
      TotpSecret,
    ),
    body(LoginMfaSetup),
    c => answer(c, c.req.valid('json')),
  )
  .post(
    '/setup/confirm',
    says(identity('factor.confirm_at_sign_in', mailsFollow), 'Turn it on by its first code, and sign in', MfaSetupDone),
    body(LoginMfa),
    async c => {
      const result = await carryOut(c, { ...c.req.valid('json'), client: clientOf(c) })
      if (!result.ok) return refuse(c, result)
      keepSignIn(c, result.value.opened)
      return c.json(result.value.answer)
    },
  )
