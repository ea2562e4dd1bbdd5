import { patientIdsOf } from '#shared/database/patient-ids-of'
import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { unsignedCount } from './encounters/count-unsigned.ts'
import { getEncounter } from './encounters/get.ts'
import { listEncounters } from './encounters/list.ts'
import { getOpened, openEncounter } from './encounters/open.ts'
import { retractEncounter } from './encounters/retract.ts'
import { signEncounter } from './encounters/sign.ts'
import { unsigned } from './encounters/unsigned.ts'
import { addNote } from './notes/add.ts'
import { changeNote } from './notes/change.ts'
import { getNote } from './notes/get.ts'
import { saveSoap } from './notes/save-soap.ts'
import { signNote } from './notes/sign.ts'
import { addObservation } from './observations/add.ts'
import { addObservations } from './observations/add-many.ts'
import { getObservation } from './observations/get.ts'
import { getBatch } from './observations/get-batch.ts'
import { listObservations } from './observations/list.ts'
import { retractObservation } from './observations/retract.ts'
import { chartSummary } from './timeline/chart-summary.ts'
import { readTimeline } from './timeline/read.ts'

const verbs = {
  'record.patient_ids': patientIdsOf('record'),
  'encounter.open': [openEncounter, getOpened],
  'encounter.list': listEncounters,
  'encounter.read': getEncounter,
  'encounter.save_soap': saveSoap,
  'encounter.sign': [signEncounter, getEncounter],
  'encounter.retract': [retractEncounter, getEncounter],
  'note.add': [addNote, getNote],
  'note.change': changeNote,
  'note.sign': [signNote, getNote],
  'observation.add': [addObservation, getObservation],
  'observation.add_many': [addObservations, getBatch],
  'observation.list': listObservations,
  'observation.read': getObservation,
  'observation.retract': [retractObservation, getObservation],
  'timeline.read': readTimeline,
  'chart.summary': chartSummary,
  'encounter.unsigned': unsigned,
  'encounter.count_unsigned': unsignedCount,
} as const satisfies VerbTable

export type RecordVerbs = WorkerVerbs<typeof verbs>

/** The clinical record. Reachable over service bindings only. */
export default class RecordWorker extends entrypoint<RecordEnv, typeof verbs>(verbs, env => env.RECORD_DB) {}
