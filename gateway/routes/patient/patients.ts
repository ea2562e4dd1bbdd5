import { type Context, Hono } from 'hono'
import type { FailureCode } from '#shared/failures'
import { log, thrown } from '#shared/log'
import { ok, type Result } from '#shared/result'
import {
  ChangePatient,
  ImportPatients,
  ImportVerdicts,
  ListPatients,
  MatchCandidates,
  MatchPatient,
  MergePatient,
  Patient,
  PatientPage,
  RegisterPatient,
} from '../../../workers/patient/contract.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, settle } from '../../http/answer.ts'
import { body, ifMatch, mayMatch, query, says } from '../../http/validate.ts'
import { settlePatients } from '../../identity/members/patient-links.ts'

export const patients = new Hono<Gateway>()
  .post('/', says('Register a patient', Patient, 201), body(RegisterPatient), c =>
    answer(c, c.env.PATIENT['patient.register'](c.var.actor, c.req.valid('json')), 201),
  )
  .get(
    '/',
    says('Find patients by anything one types into one box, or list them', PatientPage),
    query(ListPatients),
    c => answer(c, c.env.PATIENT['patient.search'](c.var.actor, c.req.valid('query'))),
  )
  .post(
    '/match',
    says('Who may be the same person, while the form is being filled', MatchCandidates),
    body(MatchPatient),
    c => answer(c, c.env.PATIENT['patient.match'](c.var.actor, c.req.valid('json'))),
  )
  .post('/import', says('Import a batch of rows; a verdict for each', ImportVerdicts), body(ImportPatients), c =>
    answer(c, c.env.PATIENT['patient.import'](c.var.actor, c.req.valid('json'))),
  )
  .get('/:id', says('Read a patient', Patient), c =>
    answer(c, c.env.PATIENT['patient.read'](c.var.actor, c.req.param('id'))),
  )
  .patch('/:id', says('Change a patient', Patient), ifMatch, body(ChangePatient), c =>
    answer(
      c,
      c.env.PATIENT['patient.change'](c.var.actor, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        patch: c.req.valid('json'),
      }),
    ),
  )
  .post('/:id/archive', says('Archive a patient: out of lists and search, never deleted', Patient), mayMatch, c =>
    answer(c, c.env.PATIENT['patient.archive'](c.var.actor, { id: c.req.param('id'), version: c.var.match })),
  )
  .post('/:id/verify', says('The clinic has seen who this is', Patient), mayMatch, c =>
    answer(c, c.env.PATIENT['patient.verify'](c.var.actor, { id: c.req.param('id'), version: c.var.match })),
  )
  .post(
    '/:id/merge',
    says('Merge a duplicate into the patient who is kept', Patient),
    mayMatch,
    body(MergePatient),
    c => answer(c, merging(c, { ...c.req.valid('json'), id: c.req.param('id'), version: c.var.match })),
  )
  .post('/:id/unmerge', says('Split a merged patient off again', Patient), mayMatch, c =>
    answer(c, splitting(c, { id: c.req.param('id'), version: c.var.match })),
  )
  .post('/:id/restore', says('Bring an archived patient back', Patient), mayMatch, c =>
    answer(c, c.env.PATIENT['patient.restore'](c.var.actor, { id: c.req.param('id'), version: c.var.match })),
  )

type Which = Parameters<Gateway['Bindings']['PATIENT']['patient.unmerge']>[1]

async function merging(c: Context<Gateway>, input: Which & MergePatient): Promise<Result<Patient, FailureCode>> {
  const merged = await c.env.PATIENT['patient.merge'](c.var.actor, input)
  if (merged.ok) await renewSessions(c)
  return merged
}

/** The answer does not say from whom the patient was split off, so the access log is told here. */
async function splitting(c: Context<Gateway>, input: Which): Promise<Result<Patient, FailureCode>> {
  const split = await c.env.PATIENT['patient.unmerge'](c.var.actor, input)
  if (!split.ok) return split
  const { patient, from } = split.value
  c.set('touched', from === undefined ? [patient.id] : [patient.id, from])
  await renewSessions(c)
  return ok(patient)
}

/** Milliseconds for the sessions to be renewed before the answer. */
const patience = 1_000

/** Before the answer, so that open sessions see it at once; what takes longer goes on beside it, and the sweep repeats what fails. */
async function renewSessions(c: Context<Gateway>): Promise<void> {
  const renewing = settlePatients(c.env)
  c.executionCtx.waitUntil(renewing.catch(() => undefined))
  const outcome = await settle(patience, renewing)
  if ('error' in outcome) log('outbox.failed', { requestId: c.var.requestId, ...thrown(outcome.error) })
}
