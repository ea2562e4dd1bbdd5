import { Hono } from 'hono'
import { Call, CallNext, Queue, ReadQueue } from '../../../workers/appointment/queue/contract.ts'
import { CreateScreen, NewScreen, Screens, ScreenView } from '../../../workers/appointment/queue/screens/contract.ts'
import { Appointment } from '../../../workers/appointment/visits/contract.ts'
import { Step } from '../../../workers/appointment/visits/steps/contract.ts'
import { createScreen, showScreen } from '../../compose/screens.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { appointment, composed, opened } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, mayMatch, query } from '../../http/validate.ts'

/** The waiting room: who waits, who is called, and the television that shows it. */
export const queue = new Hono<Gateway>()
  .get('/', says(appointment('queue.read'), 'Who waits, in calling order', Queue), query(ReadQueue), c =>
    answer(c, c.req.valid('query')),
  )
  .post('/next', says(appointment('queue.call_next'), 'Call whoever is next', Appointment), body(CallNext), c =>
    answer(c, c.req.valid('json')),
  )
  .get(
    '/screen',
    says(opened('screen.show', showScreen), 'What the waiting room shows: numbers and rooms', ScreenView),
    c => answer(c, c.req.header('authorization')),
  )
  .post(
    '/screen',
    says(composed('screen.create', createScreen), 'Make a screen; its token is shown this once', NewScreen, 201),
    body(CreateScreen),
    c => answer(c, c.req.valid('json'), 201),
  )
  .get('/screens', says(appointment('screen.list'), 'List screens', Screens), c => answer(c, undefined))
  .delete('/screens/:id', says(appointment('screen.remove'), 'Take a screen back', undefined, 204), ifMatch, c =>
    done(c, { id: c.req.param('id'), version: c.var.match ?? 0 }),
  )
  .post(
    '/:appointmentId/call',
    says(appointment('queue.call'), 'Call someone who waits', Appointment),
    mayMatch,
    body(Call),
    c =>
      answer(c, {
        ...c.req.valid('json'),
        id: c.req.param('appointmentId'),
        version: c.var.match,
      }),
  )
  .post(
    '/:appointmentId/recall',
    says(appointment('queue.recall'), 'Call again', Appointment),
    mayMatch,
    body(Call),
    c =>
      answer(c, {
        ...c.req.valid('json'),
        id: c.req.param('appointmentId'),
        version: c.var.match,
      }),
  )
  .post(
    '/:appointmentId/skip',
    says(appointment('queue.skip'), 'Behind the next ones, to be called again', Appointment),
    mayMatch,
    body(Step),
    c => answer(c, { id: c.req.param('appointmentId'), version: c.var.match }),
  )
