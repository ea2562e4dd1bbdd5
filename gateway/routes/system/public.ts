import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { FindPublicSlots, PublicPage, PublicSlots, publicPage, publicSlots } from '../../compose/public.ts'
import { registerAtClinic } from '../../compose/public-registration.ts'
import type { Gateway } from '../../gateway.ts'
import { answer } from '../../http/answer.ts'
import { opened } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, query } from '../../http/validate.ts'
import { ConfirmByMail, RegisterAtClinic } from '../../identity/accounts/contract.ts'
import { clientOf } from '../../identity/browser/client.ts'
import { mailsFollow } from '../../identity/mails.ts'

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
    says(
      opened('public.register', registerAtClinic, mailsFollow),
      'Become a patient of a clinic; the mail confirms it',
      ConfirmByMail,
      202,
    ),
    body(RegisterAtClinic),
    c => answer(c, { slug: c.req.param('slug'), registration: c.req.valid('json'), client: clientOf(c) }, 202),
  )
