import { Hono } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { identity } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body } from '../../http/validate.ts'
import { clientOf } from '../../identity/browser/client.ts'
import { MfaCode, MfaState, RecoveryCodes, SecondFactorPolicy, TotpSecret } from '../../identity/factors/contract.ts'
import { mailsFollow } from '../../identity/mails.ts'

/** The second factor of the account that is signed in, and whether the clinic asks for one. */
export const secondFactor = new Hono<Gateway>()
  .get('/mfa', says(identity('factor.read'), 'The own second factor', MfaState), c => answer(c, undefined))
  .post(
    '/mfa/totp',
    says(identity('factor.set_up'), 'A new secret to scan; nothing holds until a code confirms it', TotpSecret),
    c => answer(c, undefined),
  )
  .post(
    '/mfa/totp/confirm',
    says(
      identity('factor.confirm', mailsFollow),
      'Turn it on by its first code; signs out everywhere else',
      RecoveryCodes,
    ),
    body(MfaCode),
    c => answer(c, { ...c.req.valid('json'), client: clientOf(c) }),
  )
  .post(
    '/mfa/totp/remove',
    says(identity('factor.remove', mailsFollow), 'Turn it off, with a code', undefined, 204),
    body(MfaCode),
    c => done(c, { ...c.req.valid('json'), client: clientOf(c) }),
  )
  .post(
    '/mfa/recovery-codes',
    says(
      identity('factor.renew_recovery_codes', mailsFollow),
      'Ten new recovery codes, for a code; the old ones stop working',
      RecoveryCodes,
    ),
    body(MfaCode),
    c => answer(c, { ...c.req.valid('json'), client: clientOf(c) }),
  )
  .get(
    '/policy',
    says(identity('sign_in_policy.read'), 'Whether this clinic asks its staff for a second factor', SecondFactorPolicy),
    c => answer(c, undefined),
  )
  .put(
    '/policy',
    says(
      identity('sign_in_policy.change'),
      'Ask the staff for a second factor; who has none sets it up at the next refresh',
      SecondFactorPolicy,
    ),
    body(SecondFactorPolicy),
    c => answer(c, c.req.valid('json')),
  )
