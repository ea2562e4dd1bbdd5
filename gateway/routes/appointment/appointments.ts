import { Hono } from 'hono'
import {
  BookSeries,
  Displaced,
  FindDisplaced,
  MovedMany,
  MoveMany,
  Series,
} from '../../../workers/appointment/booking-contract.ts'
import {
  Appointment,
  AppointmentPage,
  Board,
  BookAppointment,
  Cancel,
  ChangeAppointment,
  CheckIn,
  ListAppointments,
  Span,
  Start,
  Step,
  WalkIn,
} from '../../../workers/appointment/visits/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer } from '../../http/answer.ts'
import { body, ifMatch, mayMatch, query, says } from '../../http/validate.ts'
import { freesTime } from '../../live/clock.ts'

export const appointments = new Hono<Gateway>()
  .post('/', says('Book a visit', Appointment, 201), body(BookAppointment), c =>
    answer(c, c.env.APPOINTMENT['appointment.book'](c.var.actor, c.req.valid('json')), 201),
  )
  .post('/walk-in', says('Receive someone without a booking', Appointment, 201), body(WalkIn), c =>
    answer(c, c.env.APPOINTMENT['appointment.walk_in'](c.var.actor, c.req.valid('json')), 201),
  )
  .get('/', says('List visits', AppointmentPage), query(ListAppointments), c =>
    answer(c, c.env.APPOINTMENT['appointment.list'](c.var.actor, c.req.valid('query'))),
  )
  .get('/board', says('Every visit of a range, for the board', Board), query(Span), c =>
    answer(c, c.env.APPOINTMENT['appointment.board'](c.var.actor, c.req.valid('query'))),
  )
  // Before /:id, which would take these words for ids.
  .post('/series', says('Book a series, or say what would come of it', Series, 201, 200), body(BookSeries), c =>
    answer(c, c.env.APPOINTMENT['series.book'](c.var.actor, c.req.valid('json')), made => (made.id ? 201 : 200)),
  )
  .get('/series/:id', says('Read a series as it was booked', Series), c =>
    answer(c, c.env.APPOINTMENT['series.read'](c.var.actor, c.req.param('id'))),
  )
  .get(
    '/displaced',
    says('Visits that an absence hits, each with where it could go', Displaced),
    query(FindDisplaced),
    c => answer(c, c.env.APPOINTMENT['appointment.alternatives'](c.var.actor, c.req.valid('query'))),
  )
  .post('/move-many', says('Move many visits, each by itself', MovedMany), freesTime, body(MoveMany), c =>
    answer(c, c.env.APPOINTMENT['appointment.move_many'](c.var.actor, c.req.valid('json'))),
  )
  .get('/:id', says('Read a visit', Appointment), c =>
    answer(c, c.env.APPOINTMENT['appointment.read'](c.var.actor, c.req.param('id'))),
  )
  .patch('/:id', says('Move or change a visit', Appointment), freesTime, ifMatch, body(ChangeAppointment), c =>
    answer(
      c,
      c.env.APPOINTMENT['appointment.move'](c.var.actor, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        change: c.req.valid('json'),
      }),
    ),
  )
  .post('/:id/confirm', says('The patient will come', Appointment), mayMatch, body(Step), c =>
    answer(
      c,
      c.env.APPOINTMENT['appointment.confirm'](c.var.actor, {
        ...c.req.valid('json'),
        id: c.req.param('id'),
        version: c.var.match,
      }),
    ),
  )
  .post('/:id/check-in', says('The patient is here: gives the queue number', Appointment), mayMatch, body(CheckIn), c =>
    answer(
      c,
      c.env.APPOINTMENT['appointment.check_in'](c.var.actor, {
        ...c.req.valid('json'),
        id: c.req.param('id'),
        version: c.var.match,
      }),
    ),
  )
  .post('/:id/start', says('The patient goes in', Appointment), mayMatch, body(Start), c =>
    answer(
      c,
      c.env.APPOINTMENT['appointment.start'](c.var.actor, {
        ...c.req.valid('json'),
        id: c.req.param('id'),
        version: c.var.match,
      }),
    ),
  )
  .post('/:id/finish', says('The doctor is done: frees doctor and room', Appointment), mayMatch, body(Step), c =>
    answer(
      c,
      c.env.APPOINTMENT['appointment.finish'](c.var.actor, {
        ...c.req.valid('json'),
        id: c.req.param('id'),
        version: c.var.match,
      }),
    ),
  )
  .post('/:id/check-out', says('The patient leaves', Appointment), mayMatch, body(Step), c =>
    answer(
      c,
      c.env.APPOINTMENT['appointment.check_out'](c.var.actor, {
        ...c.req.valid('json'),
        id: c.req.param('id'),
        version: c.var.match,
      }),
    ),
  )
  .post('/:id/cancel', says('The visit will not be', Appointment), freesTime, mayMatch, body(Cancel), c =>
    answer(
      c,
      c.env.APPOINTMENT['appointment.cancel'](c.var.actor, {
        ...c.req.valid('json'),
        id: c.req.param('id'),
        version: c.var.match,
      }),
    ),
  )
  .post('/:id/no-show', says('Nobody came', Appointment), freesTime, mayMatch, body(Step), c =>
    answer(
      c,
      c.env.APPOINTMENT['appointment.no_show'](c.var.actor, {
        ...c.req.valid('json'),
        id: c.req.param('id'),
        version: c.var.match,
      }),
    ),
  )
  .post('/:id/complete', says('A visit of a past day took place: a late entry', Appointment), mayMatch, body(Step), c =>
    answer(
      c,
      c.env.APPOINTMENT['appointment.late_entry'](c.var.actor, { id: c.req.param('id'), version: c.var.match }),
    ),
  )
  .post('/:id/undo', says('Take back the last change', Appointment), mayMatch, body(Step), c =>
    answer(c, c.env.APPOINTMENT['appointment.undo'](c.var.actor, { id: c.req.param('id'), version: c.var.match })),
  )
