import { Hono } from 'hono'
import { ReadTimeline, TimelinePage } from '../../../workers/record/timeline/contract.ts'
import { PatientSummary, patientSummary } from '../../compose/summary.ts'
import type { Gateway } from '../../gateway.ts'
import { answer } from '../../http/answer.ts'
import { composed, record } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { query } from '../../http/validate.ts'

export const chart = new Hono<Gateway>()
  .get(
    '/:id/timeline',
    says(record('timeline.read'), "A patient's record, newest first", TimelinePage),
    query(ReadTimeline),
    c => answer(c, { patientId: c.req.param('id'), ...c.req.valid('query') }),
  )
  .get(
    '/:id/summary',
    says(composed('patient.summary', patientSummary), 'One page of everything the asker may see', PatientSummary),
    c => answer(c, c.req.param('id')),
  )
