import { Hono } from 'hono'
import { Retract } from '../../../workers/record/contract.ts'
import {
  Encounter,
  EncounterPage,
  ListEncounters,
  OpenEncounter,
  Unsigned,
} from '../../../workers/record/encounters/contract.ts'
import { AddNote, ChangeNote, Note, SaveSoap } from '../../../workers/record/notes/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, carryOut, refuse, respond } from '../../http/answer.ts'
import { record } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, mayMatch, query } from '../../http/validate.ts'

export const encounters = new Hono<Gateway>()
  .get('/', says(record('encounter.list'), 'List encounters', EncounterPage), query(ListEncounters), c =>
    answer(c, c.req.valid('query')),
  )
  .post(
    '/',
    says(
      record('encounter.open'),
      'Open an encounter; 200 with the one that the visit already has',
      Encounter,
      201,
      200,
    ),
    body(OpenEncounter),
    async c => {
      const result = await carryOut(c, c.req.valid('json'))
      if (!result.ok) return refuse(c, result)
      const { encounter, created } = result.value
      return respond(c, encounter, created ? 201 : 200)
    },
  )
  .get('/unsigned', says(record('encounter.unsigned'), 'What waits for the own signature', Unsigned), c =>
    answer(c, undefined),
  )
  .get('/:id', says(record('encounter.read'), 'Read an encounter with everything of the visit', Encounter), c =>
    answer(c, c.req.param('id')),
  )
  .patch(
    '/:id',
    says(record('encounter.save_soap'), 'Save the SOAP note as a draft', Encounter),
    ifMatch,
    body(SaveSoap),
    c =>
      answer(c, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        fields: c.req.valid('json'),
      }),
  )
  .post(
    '/:id/sign',
    says(record('encounter.sign'), 'Sign the SOAP note and finish the encounter', Encounter),
    mayMatch,
    c => answer(c, { id: c.req.param('id'), version: c.var.match }),
  )
  .post(
    '/:id/retract',
    says(record('encounter.retract'), 'Mark an encounter as entered in error', Encounter),
    mayMatch,
    body(Retract),
    c =>
      answer(c, {
        id: c.req.param('id'),
        version: c.var.match,
        reason: c.req.valid('json').reason,
      }),
  )
  .post('/:id/notes', says(record('note.add'), 'Add a note beside the SOAP note', Note, 201), body(AddNote), c =>
    answer(c, { encounterId: c.req.param('id'), note: c.req.valid('json') }, 201),
  )
  .patch(
    '/:id/notes/:noteId',
    says(record('note.change'), 'Change the own draft', Note),
    ifMatch,
    body(ChangeNote),
    c =>
      answer(c, {
        encounterId: c.req.param('id'),
        noteId: c.req.param('noteId'),
        version: c.var.match ?? 0,
        text: c.req.valid('json').text,
      }),
  )
  .post('/:id/notes/:noteId/sign', says(record('note.sign'), 'Sign the own note', Note), mayMatch, c =>
    answer(c, {
      encounterId: c.req.param('id'),
      noteId: c.req.param('noteId'),
      version: c.var.match,
    }),
  )
