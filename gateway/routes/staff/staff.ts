import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { date } from '#shared/input/text'
import {
  Availability,
  AvailabilityPage,
  ListAvailability,
  SetAvailability,
} from '../../../workers/staff/hours/availability/contract.ts'
import { Hours, ReadHours } from '../../../workers/staff/hours/contract.ts'
import {
  AddStaff,
  ArchiveStaff,
  ChangeStaff,
  ListStaff,
  Specialties,
  StaffMember,
  StaffPage,
} from '../../../workers/staff/profiles/contract.ts'
import { hoursFor } from '../../compose/hours.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { composed, staff } from '../../http/operation.ts'
import { problem } from '../../http/problem.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, mayMatch, query } from '../../http/validate.ts'

/** The date of a path must be one before anything is asked with it. */
const validFrom = createMiddleware<Gateway>(async (c, next) => {
  if (v.is(date, c.req.param('validFrom'))) return next()
  return problem(c, { code: 'invalid_request', details: [{ path: 'validFrom', rule: 'date' }] })
})

export const staffMembers = new Hono<Gateway>()
  .get('/', says(staff('staff.list'), 'List staff', StaffPage), query(ListStaff), c => answer(c, c.req.valid('query')))
  .post('/', says(staff('staff.add'), 'Add a member of staff', StaffMember, 201), body(AddStaff), c =>
    answer(c, c.req.valid('json'), 201),
  )
  // Before /:id, which would take these words for ids.
  .get('/specialties', says(staff('staff.specialties'), 'List the specialties of the staff', Specialties), c =>
    answer(c, undefined),
  )
  .get(
    '/hours',
    says(composed('hours.read', hoursFor), 'Read open hours, absences and closures of at most 42 days', Hours),
    query(ReadHours),
    c => {
      const { staffId, ...rest } = c.req.valid('query')
      return answer(c, { ...rest, staffIds: staffId })
    },
  )
  .get('/:id', says(staff('staff.read'), 'Read a member of staff', StaffMember), c => answer(c, c.req.param('id')))
  .patch(
    '/:id',
    says(staff('staff.change'), 'Change a member of staff', StaffMember),
    ifMatch,
    body(ChangeStaff),
    c => {
      const input = { id: c.req.param('id'), version: Number(c.var.match), change: c.req.valid('json') }
      return answer(c, input)
    },
  )
  .post(
    '/:id/archive',
    says(staff('staff.archive'), 'Note that someone leaves', StaffMember),
    mayMatch,
    body(ArchiveStaff),
    c => {
      const input = { id: c.req.param('id'), version: c.var.match, archive: c.req.valid('json') }
      return answer(c, input)
    },
  )
  .post('/:id/restore', says(staff('staff.restore'), 'Note that someone works here again', StaffMember), mayMatch, c =>
    answer(c, { id: c.req.param('id'), version: c.var.match }),
  )
  .get(
    '/:id/availability',
    says(staff('availability.list'), 'List the weekly hours', AvailabilityPage),
    query(ListAvailability),
    c => answer(c, { staffId: c.req.param('id'), list: c.req.valid('query') }),
  )
  .get(
    '/:id/availability/:validFrom',
    says(staff('availability.read'), 'Read the weekly hours from a date', Availability),
    validFrom,
    c => {
      const input = { staffId: c.req.param('id'), validFrom: c.req.param('validFrom') }
      return answer(c, input)
    },
  )
  .put(
    '/:id/availability/:validFrom',
    says(
      staff('availability.change'),
      'Set the weekly hours from a date; If-Match to replace what is there',
      Availability,
    ),
    validFrom,
    mayMatch,
    body(SetAvailability),
    c => {
      const { id: staffId, validFrom } = c.req.param()
      const input = { staffId, validFrom, version: c.var.match, week: c.req.valid('json') }
      return answer(c, input)
    },
  )
  .delete(
    '/:id/availability/:validFrom',
    says(staff('availability.remove'), 'Take the weekly hours from a date away', undefined, 204),
    validFrom,
    ifMatch,
    c => {
      const { id: staffId, validFrom } = c.req.param()
      const input = { staffId, validFrom, version: Number(c.var.match) }
      return done(c, input)
    },
  )
