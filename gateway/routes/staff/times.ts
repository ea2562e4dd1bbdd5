import { Hono } from 'hono'
import { AbsencePage, AddAbsence } from '../../../workers/staff/hours/absences/contract.ts'
import { ListTimesOff } from '../../../workers/staff/hours/contract.ts'
import { AddOpening, OpeningPage } from '../../../workers/staff/hours/openings/contract.ts'
import {
  AbsenceAnswer,
  AbsencePreview,
  addAbsence,
  addOpening,
  OpeningAnswer,
  previewAbsence,
  removeOpening,
} from '../../compose/affected-visits.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, done } from '../../http/answer.ts'
import { composed, staff } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, query } from '../../http/validate.ts'

/** When someone is away, or there once more than the weekly hours say, with the visits that it affects. */
export const times = new Hono<Gateway>()
  .get('/:id/absences', says(staff('absence.list'), 'List absences', AbsencePage), query(ListTimesOff), c =>
    answer(c, { staffId: c.req.param('id'), list: c.req.valid('query') }),
  )
  .post(
    '/:id/absences',
    says(
      composed('absence.add', addAbsence),
      'Note an absence: answers the visits that it affects',
      AbsenceAnswer,
      201,
    ),
    body(AddAbsence),
    c => answer(c, { staffId: c.req.param('id'), absence: c.req.valid('json') }, 201),
  )
  .post(
    '/:id/absences/preview',
    says(composed('absence.preview', previewAbsence), 'Which visits an absence would affect', AbsencePreview),
    body(AddAbsence),
    c => {
      const { startsAt, endsAt } = c.req.valid('json')
      return answer(c, { staffId: c.req.param('id'), startsAt, endsAt })
    },
  )
  .delete(
    '/:id/absences/:absenceId',
    says(staff('absence.remove'), 'Take an absence back', undefined, 204),
    ifMatch,
    c => {
      const { id: staffId, absenceId } = c.req.param()
      return done(c, { staffId, id: absenceId, version: Number(c.var.match) })
    },
  )
  .get('/:id/openings', says(staff('opening.list'), 'List extra openings', OpeningPage), query(ListTimesOff), c =>
    answer(c, { staffId: c.req.param('id'), list: c.req.valid('query') }),
  )
  .post(
    '/:id/openings',
    says(composed('opening.add', addOpening), 'Open once more than the weekly hours say', OpeningAnswer, 201),
    body(AddOpening),
    c => answer(c, { staffId: c.req.param('id'), opening: c.req.valid('json') }, 201),
  )
  .delete(
    '/:id/openings/:openingId',
    says(
      composed('opening.remove', removeOpening),
      'Take an opening back: answers the visits that no hours cover any more',
      OpeningAnswer,
    ),
    ifMatch,
    c => {
      const { id: staffId, openingId } = c.req.param()
      return answer(c, { staffId, id: openingId, version: Number(c.var.match) })
    },
  )
