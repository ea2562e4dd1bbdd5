import { Hono } from 'hono'
import { BookSeries, Series } from '../../../workers/appointment/series/contract.ts'
import {
  AffectedVisitsWithAlternatives,
  FindAlternatives,
  MovedMany,
  MoveMany,
} from '../../../workers/appointment/visits/affected-visits/contract.ts'
import {
  Appointment,
  AppointmentPage,
  Board,
  BookAppointment,
  Cancel,
  ChangeAppointment,
  ListAppointments,
  Span,
  WalkIn,
} from '../../../workers/appointment/visits/contract.ts'
import { CheckIn, Start, Step } from '../../../workers/appointment/visits/steps/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, type Routed } from '../../http/answer.ts'
import { appointment } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, mayMatch, query } from '../../http/validate.ts'
import { offersFreedSlotLater } from '../../live/clinic-alarm.ts'

/** What the step routes read of a request: whose visit, the version that the person saw, and a body of their own. */
interface StepRequest<B> {
  req: { param(name: 'id'): string; valid(part: 'json'): B }
}

/** The last step of every route that takes a visit a step further. */
const takeStep = <B extends object, T>(
  c: Routed<B & { id: string; version?: number | undefined }, T> & StepRequest<B>,
) => answer(c, { ...c.req.valid('json'), id: c.req.param('id'), version: c.var.match })

export const appointments = new Hono<Gateway>()
  .post('/', says(appointment('appointment.book'), 'Book a visit', Appointment, 201), body(BookAppointment), c =>
    answer(c, c.req.valid('json'), 201),
  )
  .post(
    '/walk-in',
    says(appointment('appointment.walk_in'), 'Receive someone without a booking', Appointment, 201),
    body(WalkIn),
    c => answer(c, c.req.valid('json'), 201),
  )
  .get('/', says(appointment('appointment.list'), 'List visits', AppointmentPage), query(ListAppointments), c =>
    answer(c, c.req.valid('query')),
  )
  .get(
    '/board',
    says(appointment('appointment.board'), 'Every visit of a range, for the board', Board),
    query(Span),
    c => answer(c, c.req.valid('query')),
  )
  // Before /:id, which would take these words for ids.
  .post(
    '/series',
    says(appointment('series.book'), 'Book a series, or say what would come of it', Series, 201, 200),
    body(BookSeries),
    c => answer(c, c.req.valid('json'), made => (made.id ? 201 : 200)),
  )
  .get('/series/:id', says(appointment('series.read'), 'Read a series as it was booked', Series), c =>
    answer(c, c.req.param('id')),
  )
  .get(
    '/displaced',
    says(
      appointment('appointment.alternatives'),
      'Visits that an absence affects, each with where it could go',
      AffectedVisitsWithAlternatives,
    ),
    query(FindAlternatives),
    c => answer(c, c.req.valid('query')),
  )
  .post(
    '/move-many',
    says(appointment('appointment.move_many', offersFreedSlotLater), 'Move many visits, each by itself', MovedMany),
    body(MoveMany),
    c => answer(c, c.req.valid('json')),
  )
  .get('/:id', says(appointment('appointment.read'), 'Read a visit', Appointment), c => answer(c, c.req.param('id')))
  .patch(
    '/:id',
    says(appointment('appointment.move', offersFreedSlotLater), 'Move or change a visit', Appointment),
    ifMatch,
    body(ChangeAppointment),
    c =>
      answer(c, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        change: c.req.valid('json'),
      }),
  )
  .post(
    '/:id/confirm',
    says(appointment('appointment.confirm'), 'The patient will come', Appointment),
    mayMatch,
    body(Step),
    c => takeStep(c),
  )
  .post(
    '/:id/check-in',
    says(appointment('appointment.check_in'), 'The patient is here: gives the queue number', Appointment),
    mayMatch,
    body(CheckIn),
    c => takeStep(c),
  )
  .post(
    '/:id/start',
    says(appointment('appointment.start'), 'The patient goes in', Appointment),
    mayMatch,
    body(Start),
    c => takeStep(c),
  )
  .post(
    '/:id/finish',
    says(appointment('appointment.finish'), 'The doctor is done: frees doctor and room', Appointment),
    mayMatch,
    body(Step),
    c => takeStep(c),
  )
  .post(
    '/:id/check-out',
    says(appointment('appointment.check_out'), 'The patient leaves', Appointment),
    mayMatch,
    body(Step),
    c => takeStep(c),
  )
  .post(
    '/:id/cancel',
    says(appointment('appointment.cancel', offersFreedSlotLater), 'The visit will not be', Appointment),
    mayMatch,
    body(Cancel),
    c => takeStep(c),
  )
  .post(
    '/:id/no-show',
    says(appointment('appointment.no_show', offersFreedSlotLater), 'Nobody came', Appointment),
    mayMatch,
    body(Step),
    c => takeStep(c),
  )
  .post(
    '/:id/complete',
    says(appointment('appointment.late_entry'), 'A visit of a past day took place: a late entry', Appointment),
    mayMatch,
    body(Step),
    c => answer(c, { id: c.req.param('id'), version: c.var.match }),
  )
  .post(
    '/:id/undo',
    says(appointment('appointment.undo'), 'Take back the last change', Appointment),
    mayMatch,
    body(Step),
    c => answer(c, { id: c.req.param('id'), version: c.var.match }),
  )
