import { Hono } from 'hono'
import {
  LiftRestriction,
  OpenRecord,
  RecordAccess,
  RecordState,
  Restriction,
  RestrictRecord,
} from '../../../workers/record/restrictions/contract.ts'
import { restrict } from '../../compose/restrict.ts'
import type { Gateway, GatewayBindings } from '../../gateway.ts'
import { answer, carryOut, done, refuse, respond } from '../../http/answer.ts'
import { composed, record } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, mayMatch } from '../../http/validate.ts'
import { clientOf } from '../../identity/browser/client.ts'
import { sendMails } from '../../identity/mails.ts'
import { settleEffects } from '../../identity/settle-outboxes.ts'

/** The owners and the patient hear of it at once; the sweep repeats what fails here. */
const told = {
  after: async (env: GatewayBindings, { at }: { at: number }) => {
    await settleEffects(env, 'RECORD')
    await sendMails(env, at)
  },
}

/** Restricted records, and opening one with a reason. */
export const restrictions = new Hono<Gateway>()
  .get(
    '/:id/restriction',
    says(record('restriction.read'), 'How a record stands: restricted, by whom and why, and what it asks', RecordState),
    c => answer(c, c.req.param('id')),
  )
  .put(
    '/:id/restriction',
    says(
      composed('restriction.set', restrict, { writer: 'RECORD' }),
      'Restrict a record: staff open it with a reason only, and those blocked not at all',
      Restriction,
    ),
    mayMatch,
    body(RestrictRecord),
    c => answer(c, { ...c.req.valid('json'), patientId: c.req.param('id'), version: c.var.match }),
  )
  .delete(
    '/:id/restriction',
    says(record('restriction.lift'), 'Lift the restriction of a record', undefined, 204),
    mayMatch,
    body(LiftRestriction),
    c => done(c, { ...c.req.valid('json'), patientId: c.req.param('id'), version: c.var.match }),
  )
  .post(
    '/:id/access',
    says(
      record('record_access.open', told),
      'Open a record that asks for a reason, for this account until midnight',
      RecordAccess,
      201,
    ),
    body(OpenRecord),
    async c => {
      const { reason } = c.req.valid('json')
      const result = await carryOut(c, { patientId: c.req.param('id'), reason, origin: clientOf(c).origin })
      if (!result.ok) return refuse(c, result)
      c.set('reason', result.value.reason)
      return respond(c, result.value, 201)
    },
  )
