import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { noteSignIn } from '../../access-log/sign-in-event.ts'
import { FindPublicSlots, openClinic, PublicPage, PublicSlots, publicPage, publicSlots } from '../../compose/public.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, limits, settle } from '../../http/answer.ts'
import { problem } from '../../http/problem.ts'
import { body, query, says } from '../../http/validate.ts'
import { registerPatient } from '../../identity/accounts/register-patient.ts'
import { ConfirmByMail, RegisterAtClinic } from '../../identity/contract.ts'
import { braked } from '../../identity/sessions/attempt-guard.ts'
import { webOrigin } from '../../identity/sessions/browser.ts'
import { mailsFollow } from '../identity/accounts.ts'

/** The same for everyone, so anyone on the way may keep it for half a minute. */
const kept = createMiddleware<Gateway>(async (c, next) => {
  await next()
  if (c.res.ok) c.res.headers.set('cache-control', 'public, max-age=30')
})

/** What a clinic shows to strangers. */
export const publicRoutes = new Hono<Gateway>()
  .get('/:slug', says("A clinic's public page", PublicPage), kept, c =>
    answer(c, publicPage(c.env, c.req.param('slug'), c.var.at, c.var.requestId)),
  )
  .get(
    '/:slug/slots',
    says('Times that patients can book, a week at a time', PublicSlots),
    kept,
    query(FindPublicSlots),
    c => answer(c, publicSlots(c.env, c.req.param('slug'), c.req.valid('query'), c.var.at, c.var.requestId)),
  )
  .post(
    '/:slug/register',
    says('Become a patient of a clinic; the mail confirms it', ConfirmByMail, 202),
    body(RegisterAtClinic),
    async c => {
      const input = c.req.valid('json')
      const wait = await braked(c, 'patient')
      if (wait) return wait as never
      const asked = await settle(limits.write, openClinic(c.env, c.req.param('slug'), c.var.at, c.var.requestId))
      if ('error' in asked) return problem(c, { code: 'unavailable' }) as never
      const found = asked.value
      if (!found.ok) return problem(c, found) as never
      const { clinic } = found.value
      const result = await registerPatient(c.env, clinic, input, webOrigin(c), c.var.at)
      if (!result.ok) return problem(c, result) as never
      await noteSignIn(c, { event: 'patient_registered', outcome: 'ok', email: input.email, clinicIds: [] })
      mailsFollow(c)
      return c.json({ status: 'confirm_by_mail' as const }, 202)
    },
  )
