import { Hono } from 'hono'
import { visitor } from '#shared/actor'
import { admitScreen } from '../../compose/screens.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, nowhere, refuse } from '../../http/answer.ts'
import { byRoute, composed } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { query } from '../../http/validate.ts'
import { isOwn } from '../../identity/browser/same-origin.ts'
import { AskTicket, LiveTicket } from '../../live/contract.ts'
import { newTicket, presentedScreenToken, presentedTicket } from '../../live/tickets.ts'

/** The live channel: what changes at the clinic, told as it happens. */
export const live = new Hono<Gateway>()
  .post(
    '/ticket',
    says(composed('live.ticket', newTicket), 'A ticket for one WebSocket, good once and for 30 seconds', LiveTicket),
    query(AskTicket),
    c => answer(c, c.req.valid('query')),
  )
  .get(
    '/',
    says(
      byRoute('live.connect'),
      'The WebSocket, with the subprotocols live.v1 and ticket.<ticket>, or screen.<token> of a waiting room',
    ),
    async c => {
      if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
        return refuse(c, { code: 'invalid_request', details: [{ path: 'Upgrade', rule: 'websocket' }] })
      }
      const origin = c.req.header('origin')
      if (origin !== undefined && !isOwn(origin, c.req.url)) return refuse(c, { code: 'forbidden' })
      const offered = c.req.header('sec-websocket-protocol')
      const screen = presentedScreenToken(offered)
      const { at, requestId } = c.var
      const ticket = screen
        ? await admitScreen(c.env, visitor(nowhere, at, requestId), screen)
        : presentedTicket(offered)
      if (!ticket) return refuse(c, { code: 'unauthenticated' })
      const request = new Request(c.req.raw, { headers: { upgrade: 'websocket', 'x-live-ticket': ticket.secret } })
      const opened = await c.env.LIVE.getByName(ticket.clinicId).fetch(request)
      return opened.webSocket ? opened : refuse(c, { code: 'unauthenticated' })
    },
  )
