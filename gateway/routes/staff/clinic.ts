import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { AddClosure, ChangeClinic, Clinic, Closure, ClosurePage } from '../../../workers/staff/clinic/contract.ts'
import { ListTimesOff } from '../../../workers/staff/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { body, ifMatch, query, says } from '../../http/validate.ts'
import { settleStaff } from '../../sweep.ts'

/** The copy of the clinic that tokens carry follows at once; the sweep repeats what fails here. */
const settlesAfter = createMiddleware<Gateway>(async (c, next) => {
  await next()
  if (c.res.ok) c.executionCtx.waitUntil(settleStaff(c.env, c.var.at))
})

export const clinic = new Hono<Gateway>()
  .get('/', says('Read the clinic', Clinic), c => answer(c, c.env.STAFF['clinic.read'](c.var.actor)))
  .patch('/', says('Change the clinic', Clinic), settlesAfter, ifMatch, body(ChangeClinic), c =>
    answer(c, c.env.STAFF['clinic.change'](c.var.actor, { version: Number(c.var.match), change: c.req.valid('json') })),
  )
  .get('/closures', says('List closures', ClosurePage), query(ListTimesOff), c =>
    answer(c, c.env.STAFF['closure.list'](c.var.actor, c.req.valid('query'))),
  )
  .post('/closures', says('Close the clinic for a while', Closure, 201), body(AddClosure), c =>
    answer(c, c.env.STAFF['closure.add'](c.var.actor, c.req.valid('json')), 201),
  )
  .delete('/closures/:id', says('Take a closure back', undefined, 204), ifMatch, c =>
    done(c, c.env.STAFF['closure.remove'](c.var.actor, { id: c.req.param('id'), version: Number(c.var.match) })),
  )
