import { Hono } from 'hono'
import {
  AccessDays,
  AccessPage,
  ExportAccess,
  ListAccess,
  ListAccessDays,
  ListPatientAccess,
  ListPatientAccessDays,
  ListUnusual,
  PatientAccessDays,
  PatientAccessPage,
  Unusual,
  Verdict,
  VerifyLog,
} from '../../access-log/contract.ts'
import { listAccessDays, listPatientAccessDays } from '../../access-log/day-queries.ts'
import { exportAccess, listAccess, listPatientAccess, verifyLog } from '../../access-log/queries.ts'
import { listUnusual } from '../../access-log/unusual.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, download } from '../../http/answer.ts'
import { composed, identity } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, query } from '../../http/validate.ts'
import { WitnessChoice, Witnessing } from '../../identity/log-witness/contract.ts'

/**
 * A look at the log is in the log, too. It names the one patient it was narrowed to, whom the query says, and not again all those whom it
 * lists: it shows who opened a record, and nothing of what is in it.
 */
const narrowed = { patients: () => [] }

export const accessLog = new Hono<Gateway>()
  .get(
    '/',
    says(
      composed('access_log.list', listAccess, narrowed),
      'Who read or wrote which patient, and who signed in',
      AccessPage,
    ),
    query(ListAccess),
    c => answer(c, c.req.valid('query')),
  )
  .get(
    '/days',
    says(composed('access_log.days', listAccessDays, narrowed), 'The same by days and people', AccessDays),
    query(ListAccessDays),
    c => answer(c, c.req.valid('query')),
  )
  .get(
    '/csv',
    says(composed('access_log.export', exportAccess, narrowed), 'The same as CSV, at most 50,000 entries'),
    query(ExportAccess),
    c => download(c, c.req.valid('query'), { type: 'text/csv', name: 'access-log.csv' }),
  )
  .get(
    '/unusual',
    says(composed('access_log.unusual', listUnusual, narrowed), 'Reading of one day that deserves a question', Unusual),
    query(ListUnusual),
    c => answer(c, c.req.valid('query')),
  )
  .get(
    '/verify',
    says(composed('access_log.verify', verifyLog), 'Proof that nothing in a span of the log was changed', Verdict),
    query(VerifyLog),
    c => answer(c, c.req.valid('query')),
  )
  .get(
    '/witness',
    says(identity('log_witness.read'), 'Whether the head of the log is mailed to the owners', Witnessing),
    c => answer(c, undefined),
  )
  .put(
    '/witness',
    says(
      identity('log_witness.change'),
      'Mail the head of the log to every owner once a week, or no longer',
      Witnessing,
    ),
    body(WitnessChoice),
    c => answer(c, c.req.valid('json')),
  )

export const patientAccessLog = new Hono<Gateway>()
  .get(
    '/:id/access-log',
    says(composed('patient.access_log', listPatientAccess), "Who opened this patient's record", PatientAccessPage),
    query(ListPatientAccess),
    c => answer(c, { patientId: c.req.param('id'), list: c.req.valid('query') }),
  )
  .get(
    '/:id/access-log/days',
    says(composed('patient.access_days', listPatientAccessDays), 'The same by days and people', PatientAccessDays),
    query(ListPatientAccessDays),
    c => answer(c, { patientId: c.req.param('id'), list: c.req.valid('query') }),
  )
