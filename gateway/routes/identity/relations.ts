import { Hono } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { answer } from '../../http/answer.ts'
import { identity } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, mayMatch, query } from '../../http/validate.ts'
import { ActOnRelation, ListRelations, Relation, RelationPage } from '../../identity/relations/contract.ts'

/** Who stands for a patient. */
export const relations = new Hono<Gateway>()
  .get(
    '/',
    says(identity('relation.list'), 'List who stands for patients, and who waits for approval', RelationPage),
    query(ListRelations),
    c => answer(c, c.req.valid('query')),
  )
  .post(
    '/:id/approve',
    says(identity('relation.approve'), 'Open the record to a new relation, or confirm a guardianship', Relation),
    mayMatch,
    body(ActOnRelation),
    c => answer(c, { ...c.req.valid('json'), id: c.req.param('id'), version: c.var.match }),
  )
  .post(
    '/:id/end',
    says(identity('relation.end'), 'End a relation, at once', Relation),
    mayMatch,
    body(ActOnRelation),
    c => answer(c, { ...c.req.valid('json'), id: c.req.param('id'), version: c.var.match }),
  )

export const patientRelations = new Hono<Gateway>().get(
  '/:id/relations',
  says(identity('relation.of_patient'), 'Who may see this patient, and who may not any more', RelationPage),
  c => answer(c, { patientId: c.req.param('id') }),
)
