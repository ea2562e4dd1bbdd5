import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { linked } from './duplicates/linked.ts'
import { match } from './duplicates/match.ts'
import { merge } from './duplicates/merge.ts'
import { persons } from './duplicates/persons.ts'
import { readUnmerged, unmerge } from './duplicates/unmerge.ts'
import { birthDates } from './for-identity/birth-dates.ts'
import { emailAt } from './for-identity/email-at.ts'
import { joined } from './for-identity/joined.ts'
import { reviewFacts } from './for-identity/review-facts.ts'
import { importRows } from './import/import.ts'
import { repeatImport } from './import/repeat-import.ts'
import { archive } from './patients/archive.ts'
import { cards } from './patients/cards.ts'
import { change } from './patients/change.ts'
import { countRegistered } from './patients/count-registered.ts'
import { readPatient } from './patients/read.ts'
import { register } from './patients/register.ts'
import { registerOnline } from './patients/register-online.ts'
import { restore } from './patients/restore.ts'
import { verify } from './patients/verify.ts'
import { list } from './search/list.ts'
import { reindex } from './search/reindex.ts'

const verbs = {
  'patient.register': [register, readPatient],
  'patient.register_online': [registerOnline, readPatient],
  'patient.import': [importRows, repeatImport],
  'patient.search': list,
  'patient.match': match,
  'patient.read': readPatient,
  'patient.cards': cards,
  'patient.linked': linked,
  'patient.persons': persons,
  'patient.count_registered': countRegistered,
  'patient.change': change,
  'patient.verify': [verify, readPatient],
  'patient.archive': [archive, readPatient],
  'patient.restore': [restore, readPatient],
  'patient.merge': [merge, readPatient],
  'patient.unmerge': [unmerge, readUnmerged],
  'patient.email_at': emailAt,
  'patient.birth_dates': birthDates,
  'patient.joined': joined,
  'patient.review_facts': reviewFacts,
} as const satisfies VerbTable

export type PatientVerbs = WorkerVerbs<typeof verbs>

/** Who the patient is. Reachable over service bindings only. */
export default class PatientWorker extends entrypoint<PatientEnv, typeof verbs>(
  verbs,
  env => env.PATIENT_DB,
  reindex,
) {}
