import { type Context, Hono } from 'hono'
import { noteSignIn } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { refuse } from '../../http/answer.ts'
import { byRoute } from '../../http/operation.ts'
import { problem } from '../../http/problem.ts'
import { says } from '../../http/route.ts'
import { body } from '../../http/validate.ts'
import { hiding, noteAccount } from '../../identity/accounts/sign-in-events.ts'
import { Login, LoginAnswer, Session, Switch, TokenSession } from '../../identity/contract.ts'
import { guessWindows } from '../../identity/sessions/attempt-guard.ts'
import { afterPassword, clinicsOf, tooShort } from '../../identity/sessions/finish-sign-in.ts'
import { type Checked, checkPassword } from '../../identity/sessions/login.ts'
import { giveToken, presentedToken, takeToken } from '../../identity/sessions/refresh.ts'
import { readSession, refresh, revoke, switchClinic } from '../../identity/sessions/session.ts'
import { toSession, toTokenSession } from '../../identity/view.ts'

export const auth = new Hono<Gateway>()
  .post('/login', says(byRoute('session.sign_in'), 'Sign in with a password', LoginAnswer), body(Login), async c => {
    const typed = c.req.valid('json')
    const { account, address } = guessWindows(c, typed.email)
    const checked = await checkPassword(c.env, typed, [account, address], c.var.at)
    const entered = checked.ok ? await afterPassword(c, checked.account.id) : undefined
    if (entered === 'password_too_short') return refuse(c, tooShort)
    if (entered) return c.json(entered)
    return (await refused(c, typed.email, checked)) as never
  })
  .post(
    '/refresh',
    says(byRoute('session.refresh'), 'Trade the refresh cookie for a fresh access token', TokenSession),
    async c => {
      const presented = presentedToken(c)
      const result = presented ? await refresh(c.env, presented, c.var.at) : undefined
      if (!result?.ok) {
        const { account, clinicIds = [] } = result?.replayed ?? {}
        if (account) await noteSignIn(c, { event: 'session_replayed', outcome: 'unauthenticated', account, clinicIds })
        takeToken(c)
        return refuse(c, { code: 'unauthenticated', details: result?.details })
      }
      giveToken(c, result.value.token)
      return c.json(await toTokenSession(c.env, result.value, c.var.requestId, c.var.at))
    },
  )
  .post('/logout', says(byRoute('session.sign_out'), 'Sign out of this device', undefined, 204), async c => {
    const presented = presentedToken(c)
    const mine = presented ? await refresh(c.env, presented, c.var.at) : undefined
    if (mine?.ok) {
      const { sessionId, account } = mine.value
      await revoke(c.env, sessionId, 'signed_out', c.var.at)
      await noteSignIn(c, { event: 'signed_out', outcome: 'ok', account, clinicIds: clinicsOf(mine.value) })
    }
    takeToken(c)
    return c.body(null, 204)
  })
  .get(
    '/session',
    says(byRoute('session.read'), 'Who is signed in; validates the token against its session', Session),
    async c => {
      const result = await readSession(c.env, c.var.claims.sid, c.var.at)
      if (!result.ok) return refuse(c, result)
      return c.json((await toSession(c.env, result.value, c.var.requestId, c.var.at)).session)
    },
  )
  .post(
    '/switch',
    says(byRoute('session.switch'), 'Work in another clinic of this account', TokenSession),
    body(Switch),
    async c => {
      const { sid, sub, name, clinicId: before } = c.var.claims
      const { clinicId } = c.req.valid('json')
      const result = await switchClinic(c.env, sid, clinicId, c.var.at)
      if (!result.ok) return refuse(c, result)
      await noteSignIn(c, {
        event: 'clinic_switched',
        outcome: 'ok',
        account: { id: sub, name },
        clinicIds: [before, clinicId],
      })
      return c.json(await toTokenSession(c.env, result.value, c.var.requestId, c.var.at))
    },
  )

/** Refuse alike, in body and in time, whether the address is known or not. */
async function refused(c: Context<Gateway>, email: string, checked: Checked): Promise<Response> {
  const code = checked.ok ? 'bad_credentials' : checked.code
  await hiding(noteAccount(c, { event: 'signed_in', outcome: code }, { accountId: checked.account?.id, email }))
  return problem(c, { code, retryAfter: checked.ok ? undefined : checked.retryAfter })
}
