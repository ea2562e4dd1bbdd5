import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { archive, restore } from './archive.ts'
import { change } from './change.ts'
import { figures } from './figures.ts'
import { importAgain, importRows } from './import.ts'
import { linked, persons } from './links.ts'
import { list } from './list.ts'
import { match } from './match.ts'
import { merge } from './merge.ts'
import { cards, getPatient } from './read.ts'
import { register, registerOnline } from './register.ts'
import { unmerge, unmerged } from './unmerge.ts'
import { verify } from './verify.ts'

const verbs = {
  'patient.register': [register, getPatient],
  'patient.register_online': [registerOnline, getPatient],
  'patient.import': [importRows, importAgain],
  'patient.search': list,
  'patient.match': match,
  'patient.read': getPatient,
  'patient.cards': cards,
  'patient.linked': linked,
  'patient.persons': persons,
  'patient.count_registered': figures,
  'patient.change': change,
  'patient.verify': [verify, getPatient],
  'patient.archive': [archive, getPatient],
  'patient.restore': [restore, getPatient],
  'patient.merge': [merge, getPatient],
  'patient.unmerge': [unmerge, unmerged],
} as const satisfies VerbTable

export type PatientVerbs = WorkerVerbs<typeof verbs>

/** Who the patient is. Reachable over service bindings only. */
export default class PatientWorker extends entrypoint<PatientEnv, typeof verbs>(verbs, env => env.PATIENT_DB) {}
