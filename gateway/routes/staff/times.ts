import { Hono } from 'hono'
import { AbsencePage, AddAbsence, AddOpening, ListTimesOff, OpeningPage } from '../../../workers/staff/contract.ts'
import { AbsenceHits, OpeningHits, PreviewHits, previewHits, withHits } from '../../compose/affected-visits.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { body, ifMatch, permitted, query, says } from '../../http/validate.ts'

/** When someone is away, or there once more than the weekly hours say, with the visits that it hits. */
export const times = new Hono<Gateway>()
  .get('/:id/absences', says('List absences', AbsencePage), query(ListTimesOff), c =>
    answer(c, c.env.STAFF['absence.list'](c.var.actor, { staffId: c.req.param('id'), list: c.req.valid('query') })),
  )
  .post(
    '/:id/absences',
    says('Note an absence: answers the visits that it hits', AbsenceHits, 201),
    body(AddAbsence),
    c => {
      const input = { staffId: c.req.param('id'), absence: c.req.valid('json') }
      return answer(c, withHits(c, c.env.STAFF['absence.add'](c.var.actor, input)), 201)
    },
  )
  .post(
    '/:id/absences/preview',
    says('Which visits an absence would hit', PreviewHits),
    permitted('absence.list'),
    body(AddAbsence),
    c => {
      const { startsAt, endsAt } = c.req.valid('json')
      return answer(c, previewHits(c, { staffId: c.req.param('id'), startsAt, endsAt }))
    },
  )
  .delete('/:id/absences/:absenceId', says('Take an absence back', undefined, 204), ifMatch, c => {
    const { id: staffId, absenceId } = c.req.param()
    return done(c, c.env.STAFF['absence.remove'](c.var.actor, { staffId, id: absenceId, version: Number(c.var.match) }))
  })
  .get('/:id/openings', says('List extra openings', OpeningPage), query(ListTimesOff), c =>
    answer(c, c.env.STAFF['opening.list'](c.var.actor, { staffId: c.req.param('id'), list: c.req.valid('query') })),
  )
  .post('/:id/openings', says('Open once more than the weekly hours say', OpeningHits, 201), body(AddOpening), c => {
    const input = { staffId: c.req.param('id'), opening: c.req.valid('json') }
    return answer(c, withHits(c, c.env.STAFF['opening.add'](c.var.actor, input), true), 201)
  })
  .delete(
    '/:id/openings/:openingId',
    says('Take an opening back: answers the visits that no hours cover any more', OpeningHits),
    ifMatch,
    c => {
      const { id: staffId, openingId } = c.req.param()
      const input = { staffId, id: openingId, version: Number(c.var.match) }
      return answer(c, withHits(c, c.env.STAFF['opening.remove'](c.var.actor, input), true))
    },
  )
