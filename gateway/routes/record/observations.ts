import { Hono } from 'hono'
import {
  ListObservations,
  Observation,
  ObservationPage,
  Observations,
  RecordObservation,
  RecordObservations,
  Retract,
} from '../../../workers/record/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer } from '../../http/answer.ts'
import { body, mayMatch, query, says } from '../../http/validate.ts'

export const observations = new Hono<Gateway>()
  .get('/', says('List observations', ObservationPage), query(ListObservations), c =>
    answer(c, c.env.RECORD['observation.list'](c.var.actor, c.req.valid('query'))),
  )
  .post('/', says('Record an observation', Observation, 201), body(RecordObservation), c =>
    answer(c, c.env.RECORD['observation.add'](c.var.actor, c.req.valid('json')), 201),
  )
  .post('/batch', says('Record up to 50 observations, all or none', Observations, 201), body(RecordObservations), c =>
    answer(c, c.env.RECORD['observation.add_many'](c.var.actor, c.req.valid('json')), 201),
  )
  .get('/:id', says('Read an observation', Observation), c =>
    answer(c, c.env.RECORD['observation.read'](c.var.actor, c.req.param('id'))),
  )
  .post('/:id/retract', says('Mark an observation as entered in error', Observation), mayMatch, body(Retract), c =>
    answer(
      c,
      c.env.RECORD['observation.retract'](c.var.actor, {
        id: c.req.param('id'),
        version: c.var.match,
        ...c.req.valid('json'),
      }),
    ),
  )
