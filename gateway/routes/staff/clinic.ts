import { Hono } from 'hono'
import { AddClosure, Closure, ClosurePage } from '../../../workers/staff/clinic/closures/contract.ts'
import { ChangeClinic, Clinic } from '../../../workers/staff/clinic/contract.ts'
import { ListTimesOff } from '../../../workers/staff/hours/contract.ts'
import { changeClinic } from '../../compose/change-clinic.ts'
import type { Gateway, GatewayBindings } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { composed, staff } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, query } from '../../http/validate.ts'
import { settleEffects } from '../../identity/settle-outboxes.ts'

/** The copy of the clinic that tokens carry follows at once; the sweep repeats what fails here. */
const changed = composed('clinic.change', changeClinic, {
  writer: 'STAFF',
  after: (env: GatewayBindings) => settleEffects(env, 'STAFF'),
})

export const clinic = new Hono<Gateway>()
  .get('/', says(staff('clinic.read'), 'Read the clinic', Clinic), c => answer(c, undefined))
  .patch('/', says(changed, 'Change the clinic', Clinic), ifMatch, body(ChangeClinic), c =>
    answer(c, { version: Number(c.var.match), change: c.req.valid('json') }),
  )
  .get('/closures', says(staff('closure.list'), 'List closures', ClosurePage), query(ListTimesOff), c =>
    answer(c, c.req.valid('query')),
  )
  .post('/closures', says(staff('closure.add'), 'Close the clinic for a while', Closure, 201), body(AddClosure), c =>
    answer(c, c.req.valid('json'), 201),
  )
  .delete('/closures/:id', says(staff('closure.remove'), 'Take a closure back', undefined, 204), ifMatch, c =>
    done(c, { id: c.req.param('id'), version: Number(c.var.match) }),
  )
