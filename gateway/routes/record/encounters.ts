import { Hono } from 'hono'
import { ok } from '#shared/result'
import {
  AddNote,
  ChangeNote,
  Encounter,
  EncounterPage,
  ListEncounters,
  Note,
  OpenEncounter,
  Retract,
  SaveSoap,
  Unsigned,
} from '../../../workers/record/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer } from '../../http/answer.ts'
import { body, ifMatch, mayMatch, query, says } from '../../http/validate.ts'

export const encounters = new Hono<Gateway>()
  .get('/', says('List encounters', EncounterPage), query(ListEncounters), c =>
    answer(c, c.env.RECORD['encounter.list'](c.var.actor, c.req.valid('query'))),
  )
  .post(
    '/',
    says('Open an encounter; 200 with the one that the visit already has', Encounter, 201, 200),
    body(OpenEncounter),
    c => {
      let created = true
      const opening = c.env.RECORD['encounter.open'](c.var.actor, c.req.valid('json')).then(result => {
        if (!result.ok) return result
        created = result.value.created
        return ok(result.value.encounter)
      })
      return answer(c, opening, () => (created ? 201 : 200))
    },
  )
  .get('/unsigned', says('What waits for the own signature', Unsigned), c =>
    answer(c, c.env.RECORD['encounter.unsigned'](c.var.actor)),
  )
  .get('/:id', says('Read an encounter with everything of the visit', Encounter), c =>
    answer(c, c.env.RECORD['encounter.read'](c.var.actor, c.req.param('id'))),
  )
  .patch('/:id', says('Save the SOAP note as a draft', Encounter), ifMatch, body(SaveSoap), c =>
    answer(
      c,
      c.env.RECORD['encounter.save_soap'](c.var.actor, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        fields: c.req.valid('json'),
      }),
    ),
  )
  .post('/:id/sign', says('Sign the SOAP note and finish the encounter', Encounter), mayMatch, c =>
    answer(c, c.env.RECORD['encounter.sign'](c.var.actor, { id: c.req.param('id'), version: c.var.match })),
  )
  .post('/:id/retract', says('Mark an encounter as entered in error', Encounter), mayMatch, body(Retract), c =>
    answer(
      c,
      c.env.RECORD['encounter.retract'](c.var.actor, {
        id: c.req.param('id'),
        version: c.var.match,
        reason: c.req.valid('json').reason,
      }),
    ),
  )
  .post('/:id/notes', says('Add a note beside the SOAP note', Note, 201), body(AddNote), c =>
    answer(
      c,
      c.env.RECORD['note.add'](c.var.actor, { encounterId: c.req.param('id'), note: c.req.valid('json') }),
      201,
    ),
  )
  .patch('/:id/notes/:noteId', says('Change the own draft', Note), ifMatch, body(ChangeNote), c =>
    answer(
      c,
      c.env.RECORD['note.change'](c.var.actor, {
        encounterId: c.req.param('id'),
        noteId: c.req.param('noteId'),
        version: c.var.match ?? 0,
        text: c.req.valid('json').text,
      }),
    ),
  )
  .post('/:id/notes/:noteId/sign', says('Sign the own note', Note), mayMatch, c =>
    answer(
      c,
      c.env.RECORD['note.sign'](c.var.actor, {
        encounterId: c.req.param('id'),
        noteId: c.req.param('noteId'),
        version: c.var.match,
      }),
    ),
  )
