import { Hono } from 'hono'
import { Retract } from '../../../workers/record/contract.ts'
import {
  ListObservations,
  Observation,
  ObservationPage,
  Observations,
  RecordObservation,
  RecordObservations,
} from '../../../workers/record/observations/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer } from '../../http/answer.ts'
import { record } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, mayMatch, query } from '../../http/validate.ts'

export const observations = new Hono<Gateway>()
  .get('/', says(record('observation.list'), 'List observations', ObservationPage), query(ListObservations), c =>
    answer(c, c.req.valid('query')),
  )
  .post('/', says(record('observation.add'), 'Record an observation', Observation, 201), body(RecordObservation), c =>
    answer(c, c.req.valid('json'), 201),
  )
  .post(
    '/batch',
    says(record('observation.add_many'), 'Record up to 50 observations, all or none', Observations, 201),
    body(RecordObservations),
    c => answer(c, c.req.valid('json'), 201),
  )
  .get('/:id', says(record('observation.read'), 'Read an observation', Observation), c => answer(c, c.req.param('id')))
  .post(
    '/:id/retract',
    says(record('observation.retract'), 'Mark an observation as entered in error', Observation),
    mayMatch,
    body(Retract),
    c =>
      answer(c, {
        id: c.req.param('id'),
        version: c.var.match,
        ...c.req.valid('json'),
      }),
  )
