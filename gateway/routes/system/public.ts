import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { budgets, settleWithin } from '#shared/deadline'
import { noteSignIn } from '../../access-log/sign-in-event.ts'
import { FindPublicSlots, openClinic, PublicPage, PublicSlots, publicPage, publicSlots } from '../../compose/public.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, refuse } from '../../http/answer.ts'
import { byRoute, opened } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, query } from '../../http/validate.ts'
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
  .get('/:slug', says(opened('public.clinic', publicPage), "A clinic's public page", PublicPage), kept, c =>
    answer(c, c.req.param('slug')),
  )
  .get(
    '/:slug/slots',
    says(opened('public.slots', publicSlots), 'Times that patients can book, a week at a time', PublicSlots),
    kept,
    query(FindPublicSlots),
    c => answer(c, { slug: c.req.param('slug'), query: c.req.valid('query') }),
  )
  .post(
    '/:slug/register',
    says(byRoute('public.register'), 'Become a patient of a clinic; the mail confirms it', ConfirmByMail, 202),
    body(RegisterAtClinic),
    async c => {
      const input = c.req.valid('json')
      const wait = await braked(c, 'patient')
      if (wait) return wait as never
      const asked = await settleWithin(budgets.write, openClinic(c.env, c.req.param('slug'), c.var.at, c.var.requestId))
      if ('error' in asked) return refuse(c, { code: 'unavailable' })
      const found = asked.value
      if (!found.ok) return refuse(c, found)
      const { clinic } = found.value
      const result = await registerPatient(c.env, clinic, input, webOrigin(c), c.var.at)
      if (!result.ok) return refuse(c, result)
      await noteSignIn(c, { event: 'patient_registered', outcome: 'ok', email: input.email, clinicIds: [] })
      mailsFollow(c)
      return c.json({ status: 'confirm_by_mail' as const }, 202)
    },
  )
