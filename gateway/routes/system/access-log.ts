import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type Action, may } from '#shared/permissions'
import { ok } from '#shared/result'
import { listAccess, listPatientAccess } from '../../access-log/ask.ts'
import {
  AccessPage,
  ExportAccess,
  ListAccess,
  ListPatientAccess,
  PatientAccessPage,
  Verdict,
} from '../../access-log/contract.ts'
import { exportCsv } from '../../access-log/csv.ts'
import { verify } from '../../access-log/verify.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, download } from '../../http/answer.ts'
import { problem } from '../../http/problem.ts'
import { query, says } from '../../http/validate.ts'

/** The log is the gateway's own, so its routes ask the permission table themselves. */
const asks = (action: Action) =>
  createMiddleware<Gateway>(async (c, next) => {
    if (!may(c.var.actor.roles, action)) return problem(c, { code: 'forbidden' })
    await next()
  })

/**
 * A look at the log is in the log, too. It names the one patient it was narrowed to, and not again all those whom it lists: it shows who
 * opened a record, and nothing of what is in it.
 */
const looksAtLog = createMiddleware<Gateway>(async (c, next) => {
  const patientId = c.req.query('patientId')
  c.set('touched', patientId === undefined ? [] : [patientId])
  c.set('looked', true)
  await next()
})

export const accessLog = new Hono<Gateway>()
  .get(
    '/',
    says('Who read or wrote which patient, and who signed in', AccessPage),
    asks('access_log.list'),
    query(ListAccess),
    looksAtLog,
    c => answer(c, listAccess(c.env, c.var.actor, c.req.valid('query'))),
  )
  .get(
    '/csv',
    says('The same as CSV, at most 50,000 entries'),
    asks('access_log.list'),
    query(ExportAccess),
    looksAtLog,
    c => download(c, exportCsv(c.env, c.var.actor, c.req.valid('query')), { type: 'text/csv', name: 'access-log.csv' }),
  )
  .get('/verify', says('Proof that nothing in the log was changed', Verdict), asks('access_log.list'), c =>
    answer(c, verify(c.env, c.var.actor.clinicId).then(ok)),
  )

export const patientAccessLog = new Hono<Gateway>().get(
  '/:id/access-log',
  says("Who opened this patient's record", PatientAccessPage),
  asks('patient.access_log'),
  query(ListPatientAccess),
  c => answer(c, listPatientAccess(c.env, c.var.actor, c.req.param('id'), c.req.valid('query'))),
)
