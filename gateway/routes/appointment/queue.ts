import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { Hono } from 'hono'
import { visitor } from '#shared/actor'
import { ok } from '#shared/result'
import {
  Call,
  CallNext,
  CreateScreen,
  NewScreen,
  Queue,
  ReadQueue,
  ScreenFace,
  Screens,
} from '../../../workers/appointment/queue/contract.ts'
import { Appointment, Step } from '../../../workers/appointment/visits/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { problem } from '../../http/problem.ts'
import { body, ifMatch, mayMatch, query, says } from '../../http/validate.ts'
import { clinic } from '../../identity/schema.ts'
import { presentedScreen, screenToken } from '../../live/screen-token.ts'

/** The waiting room: who waits, who is called, and the television that shows it. */
export const queue = new Hono<Gateway>()
  .get('/', says('Who waits, in calling order', Queue), query(ReadQueue), c =>
    answer(c, c.env.APPOINTMENT['queue.read'](c.var.actor, c.req.valid('query'))),
  )
  .post('/next', says('Call whoever is next', Appointment), body(CallNext), c =>
    answer(c, c.env.APPOINTMENT['queue.call_next'](c.var.actor, c.req.valid('json'))),
  )
  .get('/screen', says('What the waiting room shows: numbers and rooms', ScreenFace), async c => {
    const screen = presentedScreen(c.env.REFRESH_SECRET, c.req.header('authorization'))
    const [known] = screen
      ? await drizzle(c.env.IDENTITY_DB).select().from(clinic).where(eq(clinic.id, screen.clinicId))
      : []
    if (!screen || !known) return problem(c, { code: 'unauthenticated' }) as never
    return answer(c, c.env.APPOINTMENT['screen.show'](visitor(known, c.var.at, c.var.requestId), screen.screenId))
  })
  .post('/screen', says('Make a screen; its token is shown this once', NewScreen, 201), body(CreateScreen), c => {
    const signed = async () => {
      const made = await c.env.APPOINTMENT['screen.create'](c.var.actor, c.req.valid('json'))
      if (!made.ok) return made
      return ok({ ...made.value, token: screenToken(c.env.REFRESH_SECRET, c.var.actor.clinicId, made.value.id) })
    }
    return answer(c, signed(), 201)
  })
  .get('/screens', says('List screens', Screens), c => answer(c, c.env.APPOINTMENT['screen.list'](c.var.actor)))
  .delete('/screens/:id', says('Take a screen back', undefined, 204), ifMatch, c =>
    done(c, c.env.APPOINTMENT['screen.remove'](c.var.actor, { id: c.req.param('id'), version: c.var.match ?? 0 })),
  )
  .post('/:appointmentId/call', says('Call someone who waits', Appointment), mayMatch, body(Call), c =>
    answer(
      c,
      c.env.APPOINTMENT['queue.call'](c.var.actor, {
        ...c.req.valid('json'),
        id: c.req.param('appointmentId'),
        version: c.var.match,
      }),
    ),
  )
  .post('/:appointmentId/recall', says('Call again', Appointment), mayMatch, body(Call), c =>
    answer(
      c,
      c.env.APPOINTMENT['queue.recall'](c.var.actor, {
        ...c.req.valid('json'),
        id: c.req.param('appointmentId'),
        version: c.var.match,
      }),
    ),
  )
  .post(
    '/:appointmentId/skip',
    says('Behind the next ones, to be called again', Appointment),
    mayMatch,
    body(Step),
    c =>
      answer(
        c,
        c.env.APPOINTMENT['queue.skip'](c.var.actor, { id: c.req.param('appointmentId'), version: c.var.match }),
      ),
  )
