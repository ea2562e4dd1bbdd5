import { Hono } from 'hono'
import { MatchCandidates, MatchPatient, MergePatient } from '../../../workers/patient/duplicates/contract.ts'
import { ImportPatients, ImportVerdicts } from '../../../workers/patient/import/contract.ts'
import { ChangePatient, Patient, RegisterPatient, VerifyPatient } from '../../../workers/patient/patients/contract.ts'
import { ListPatients, PatientPage } from '../../../workers/patient/search/contract.ts'
import { MergeAnswer, mergePatients, portalsFollow, previewMerge, unmergePatient } from '../../compose/merge.ts'
import type { Gateway } from '../../gateway.ts'
import { answer, carryOut, refuse, respond } from '../../http/answer.ts'
import { composed, patient } from '../../http/operation.ts'
import { says } from '../../http/route.ts'
import { body, ifMatch, mayMatch, query } from '../../http/validate.ts'
import { mailsFollow } from '../../identity/mails.ts'

/** The answer does not say from whom the patient was split off, so the access log is told here. */
const unmerging = composed('patient.unmerge', unmergePatient, {
  writer: 'PATIENT',
  patients: (_, { patient, from }) => (from === undefined ? [patient.id] : [patient.id, from]),
})

/** Both sides are looked at, whatever the answer names. */
const previewing = composed('patient.preview_merge', previewMerge, { patients: ({ id, intoId }) => [id, intoId] })

export const patients = new Hono<Gateway>()
  .post('/', says(patient('patient.register'), 'Register a patient', Patient, 201), body(RegisterPatient), c =>
    answer(c, c.req.valid('json'), 201),
  )
  .get(
    '/',
    says(patient('patient.search'), 'Find patients by anything one types into one box, or list them', PatientPage),
    query(ListPatients),
    c => answer(c, c.req.valid('query')),
  )
  .post(
    '/match',
    says(patient('patient.match'), 'Who may be the same person, while the form is being filled', MatchCandidates),
    body(MatchPatient),
    c => answer(c, c.req.valid('json')),
  )
  .post(
    '/import',
    says(patient('patient.import'), 'Import a batch of rows; a verdict for each', ImportVerdicts),
    body(ImportPatients),
    c => answer(c, c.req.valid('json')),
  )
  .get('/:id', says(patient('patient.read'), 'Read a patient', Patient), c => answer(c, c.req.param('id')))
  .patch(
    '/:id',
    says(patient('patient.change', portalsFollow), 'Change a patient', Patient),
    ifMatch,
    body(ChangePatient),
    c =>
      answer(c, {
        id: c.req.param('id'),
        version: c.var.match ?? 0,
        patch: c.req.valid('json'),
      }),
  )
  .post(
    '/:id/archive',
    says(
      patient('patient.archive', portalsFollow),
      'Archive a patient: out of lists and search, never deleted',
      Patient,
    ),
    mayMatch,
    c => answer(c, { id: c.req.param('id'), version: c.var.match }),
  )
  .post(
    '/:id/verify',
    says(patient('patient.verify'), 'The clinic has seen who this is', Patient),
    mayMatch,
    body(VerifyPatient),
    c => answer(c, { ...c.req.valid('json'), id: c.req.param('id'), version: c.var.match }),
  )
  .post(
    '/:id/merge',
    says(
      composed('patient.merge', mergePatients, { writer: 'PATIENT', ...mailsFollow }),
      'Merge a duplicate into the patient who is kept',
      MergeAnswer,
    ),
    mayMatch,
    body(MergePatient),
    c => answer(c, { ...c.req.valid('json'), id: c.req.param('id'), version: c.var.match }),
  )
  .post(
    '/:id/merge/preview',
    says(previewing, 'Whose access a merge would touch; changes nothing', MergeAnswer),
    mayMatch,
    body(MergePatient),
    c => answer(c, { ...c.req.valid('json'), id: c.req.param('id'), version: c.var.match }),
  )
  .post('/:id/unmerge', says(unmerging, 'Split a merged patient off again', Patient), mayMatch, async c => {
    const result = await carryOut(c, { id: c.req.param('id'), version: c.var.match })
    return result.ok ? respond(c, result.value.patient) : refuse(c, result)
  })
  .post(
    '/:id/restore',
    says(patient('patient.restore', portalsFollow), 'Bring an archived patient back', Patient),
    mayMatch,
    c => answer(c, { id: c.req.param('id'), version: c.var.match }),
  )
