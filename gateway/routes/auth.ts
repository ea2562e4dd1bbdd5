import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { Login, Session, Switch, TokenSession } from '../auth/contract.ts'
import { giveToken, presentedToken, takeToken } from '../auth/refresh.ts'
import { login, readSession, refresh, revoke, switchClinic } from '../auth/session.ts'
import { toSession, toTokenSession } from '../auth/view.ts'
import type { Gateway } from '../gateway.ts'
import { problem } from '../problem.ts'
import { body, says } from '../validate.ts'

/** A cookie speaks for the person, so another site's page may not make it speak: a foreign Origin is refused. */
const sameOrigin = createMiddleware<Gateway>(async (c, next) => {
  const origin = c.req.header('origin')
  if (origin !== undefined && !isOwn(origin, c.req.url)) return problem(c, { code: 'forbidden' })
  await next()
})

function isOwn(origin: string, url: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host
}

function deviceOf(c: Context<Gateway>): string {
  return (c.req.header('user-agent') ?? '').slice(0, 200)
}

export const auth = new Hono<Gateway>()
  .post('/login', says('Sign in with a password', TokenSession), sameOrigin, body(Login), async c => {
    const { env } = c
    const { at, requestId } = c.var
    const result = await login(
      {
        env,
        at,
        address: c.req.header('cf-connecting-ip') ?? 'unknown',
        device: deviceOf(c),
        limits: { account: Number(env.SIGN_INS_PER_ACCOUNT), address: Number(env.SIGN_INS_PER_ADDRESS) },
      },
      c.req.valid('json'),
    )
    if (!result.ok) return problem(c, result) as never
    giveToken(c, result.value.token)
    return c.json(await toTokenSession(env, result.value, requestId, at))
  })
  .post('/refresh', says('Trade the refresh cookie for a fresh access token', TokenSession), sameOrigin, async c => {
    const presented = presentedToken(c)
    const result = presented ? await refresh(c.env, presented, c.var.at) : undefined
    if (!result?.ok) {
      takeToken(c)
      return problem(c, { code: 'unauthenticated' }) as never
    }
    giveToken(c, result.value.token)
    return c.json(await toTokenSession(c.env, result.value, c.var.requestId, c.var.at))
  })
  .post('/logout', says('Sign out of this device', undefined, 204), sameOrigin, async c => {
    const presented = presentedToken(c)
    if (presented) {
      const mine = await refresh(c.env, presented, c.var.at)
      if (mine.ok) await revoke(c.env, mine.value.sessionId, 'signed_out', c.var.at)
    }
    takeToken(c)
    return c.body(null, 204)
  })
  .get('/session', says('Who is signed in; validates the token against its session', Session), async c => {
    const result = await readSession(c.env, c.var.sessionId, c.var.at)
    if (!result.ok) return problem(c, result) as never
    return c.json((await toSession(c.env, result.value, c.var.requestId, c.var.at)).session)
  })
  .post('/switch', says('Work in another clinic of this account', TokenSession), body(Switch), async c => {
    const result = await switchClinic(c.env, c.var.sessionId, c.req.valid('json').clinicId, c.var.at)
    if (!result.ok) return problem(c, result) as never
    return c.json(await toTokenSession(c.env, result.value, c.var.requestId, c.var.at))
  })
