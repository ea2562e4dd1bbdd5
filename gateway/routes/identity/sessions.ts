import { Hono } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { identity } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body } from '../../http/validate.ts'
import { clientOf } from '../../identity/browser/client.ts'
import { mailsFollow } from '../../identity/mails.ts'
import { SessionPage, StepUp } from '../../identity/sessions/contract.ts'

/** Where an account is signed in, and the proof of who works there. */
export const sessions = new Hono<Gateway>()
  .get('/sessions', says(identity('session.list'), 'Where this account is signed in', SessionPage), c =>
    answer(c, undefined),
  )
  .post(
    '/step-up',
    says(
      identity('session.step_up', mailsFollow),
      'Prove again who one is: good for 15 minutes, for this session',
      undefined,
      204,
    ),
    body(StepUp),
    c => done(c, { ...c.req.valid('json'), client: clientOf(c) }),
  )
  .delete('/sessions/:id', says(identity('session.revoke'), 'Sign out on one device', undefined, 204), c =>
    done(c, c.req.param('id')),
  )
  .delete('/sessions', says(identity('session.revoke_others'), 'Sign out everywhere else', undefined, 204), c =>
    done(c, undefined),
  )
