import { Hono } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { answer, carryOut, refuse } from '../../http/answer.ts'
import { identity } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body } from '../../http/validate.ts'
import { clientOf } from '../../identity/browser/client.ts'
import { deleteRefreshToken, presentedToken, setRefreshToken } from '../../identity/browser/refresh-token.ts'
import { keepSignIn } from '../../identity/browser/session-cookies.ts'
import { Login, LoginAnswer, Session, Switch, TokenSession } from '../../identity/sessions/contract.ts'
import { renewSockets } from '../../identity/sessions/renew-sockets.ts'

export const auth = new Hono<Gateway>()
  .post('/login', says(identity('session.sign_in'), 'Sign in with a password', LoginAnswer), body(Login), async c => {
    const result = await carryOut(c, { ...c.req.valid('json'), client: clientOf(c) })
    if (!result.ok) return refuse(c, result)
    keepSignIn(c, result.value.opened)
    return c.json(result.value.answer)
  })
  .post(
    '/refresh',
    says(identity('session.refresh'), 'Trade the refresh cookie for a fresh access token', TokenSession),
    async c => {
      const result = await carryOut(c, { presented: presentedToken(c) })
      if (!result.ok) {
        if (result.code === 'unauthenticated') deleteRefreshToken(c)
        return refuse(c, result)
      }
      setRefreshToken(c, result.value.token)
      c.executionCtx.waitUntil(renewSockets(c.env, result.value.answer.accessToken, c.var.at))
      return c.json(result.value.answer)
    },
  )
  .post('/logout', says(identity('session.sign_out'), 'Sign out of this device', undefined, 204), async c => {
    const result = await carryOut(c, { presented: presentedToken(c) })
    if (!result.ok) return refuse(c, result)
    deleteRefreshToken(c)
    return c.body(null, 204)
  })
  .get(
    '/session',
    says(identity('session.read'), 'Who is signed in; validates the token against its session', Session),
    c => answer(c, undefined),
  )
  .post(
    '/switch',
    says(identity('session.switch'), 'Work in another clinic of this account', TokenSession),
    body(Switch),
    c => answer(c, c.req.valid('json')),
  )
