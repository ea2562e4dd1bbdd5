import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { date } from '#shared/text'
import {
  AddStaff,
  ArchiveStaff,
  Availability,
  AvailabilityPage,
  ChangeStaff,
  Hours,
  ListAvailability,
  ListStaff,
  ReadHours,
  SetAvailability,
  Specialties,
  StaffMember,
  StaffPage,
} from '../../../workers/staff/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { problem } from '../../http/problem.ts'
import { body, ifMatch, mayMatch, query, says } from '../../http/validate.ts'

/** The date of a path must be one before anything is asked with it. */
const validFrom = createMiddleware<Gateway>(async (c, next) => {
  if (v.is(date, c.req.param('validFrom'))) return next()
  return problem(c, { code: 'invalid_request', details: [{ path: 'validFrom', rule: 'date' }] })
})

export const staff = new Hono<Gateway>()
  .get('/', says('List staff', StaffPage), query(ListStaff), c =>
    answer(c, c.env.STAFF['staff.list'](c.var.actor, c.req.valid('query'))),
  )
  .post('/', says('Add a member of staff', StaffMember, 201), body(AddStaff), c =>
    answer(c, c.env.STAFF['staff.add'](c.var.actor, c.req.valid('json')), 201),
  )
  // Before /:id, which would take these words for ids.
  .get('/specialties', says('List the specialties of the staff', Specialties), c =>
    answer(c, c.env.STAFF['staff.specialties'](c.var.actor)),
  )
  .get('/hours', says('Read open hours, absences and closures of at most 42 days', Hours), query(ReadHours), c => {
    const { staffId, ...rest } = c.req.valid('query')
    return answer(c, c.env.STAFF['hours.read'](c.var.actor, { ...rest, staffIds: staffId }))
  })
  .get('/:id', says('Read a member of staff', StaffMember), c =>
    answer(c, c.env.STAFF['staff.read'](c.var.actor, c.req.param('id'))),
  )
  .patch('/:id', says('Change a member of staff', StaffMember), ifMatch, body(ChangeStaff), c => {
    const input = { id: c.req.param('id'), version: Number(c.var.match), change: c.req.valid('json') }
    return answer(c, c.env.STAFF['staff.change'](c.var.actor, input))
  })
  .post('/:id/archive', says('Note that someone leaves', StaffMember), mayMatch, body(ArchiveStaff), c => {
    const input = { id: c.req.param('id'), version: c.var.match, archive: c.req.valid('json') }
    return answer(c, c.env.STAFF['staff.archive'](c.var.actor, input))
  })
  .post('/:id/restore', says('Note that someone works here again', StaffMember), mayMatch, c =>
    answer(c, c.env.STAFF['staff.restore'](c.var.actor, { id: c.req.param('id'), version: c.var.match })),
  )
  .get('/:id/availability', says('List the weekly hours', AvailabilityPage), query(ListAvailability), c =>
    answer(
      c,
      c.env.STAFF['availability.list'](c.var.actor, { staffId: c.req.param('id'), list: c.req.valid('query') }),
    ),
  )
  .get('/:id/availability/:validFrom', says('Read the weekly hours from a date', Availability), validFrom, c => {
    const input = { staffId: c.req.param('id'), validFrom: c.req.param('validFrom') }
    return answer(c, c.env.STAFF['availability.read'](c.var.actor, input))
  })
  .put(
    '/:id/availability/:validFrom',
    says('Set the weekly hours from a date; If-Match to replace what is there', Availability),
    validFrom,
    mayMatch,
    body(SetAvailability),
    c => {
      const { id: staffId, validFrom } = c.req.param()
      const input = { staffId, validFrom, version: c.var.match, week: c.req.valid('json') }
      return answer(c, c.env.STAFF['availability.change'](c.var.actor, input))
    },
  )
  .delete(
    '/:id/availability/:validFrom',
    says('Take the weekly hours from a date away', undefined, 204),
    validFrom,
    ifMatch,
    c => {
      const { id: staffId, validFrom } = c.req.param()
      const input = { staffId, validFrom, version: Number(c.var.match) }
      return done(c, c.env.STAFF['availability.remove'](c.var.actor, input))
    },
  )
