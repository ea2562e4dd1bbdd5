import { patientIdsOf } from '#shared/database/patient-ids-of'
import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { unsignedCount } from './encounters/count-unsigned.ts'
import { listEncounters } from './encounters/list.ts'
import { openEncounter, readOpened } from './encounters/open.ts'
import { readEncounter } from './encounters/read.ts'
import { retractEncounter } from './encounters/retract.ts'
import { signEncounter } from './encounters/sign.ts'
import { unsigned } from './encounters/unsigned.ts'
import { addNote } from './notes/add.ts'
import { changeNote } from './notes/change.ts'
import { readNote } from './notes/read.ts'
import { saveSoap } from './notes/save-soap.ts'
import { signNote } from './notes/sign.ts'
import { addObservation } from './observations/add.ts'
import { addObservations } from './observations/add-many.ts'
import { listObservations } from './observations/list.ts'
import { readObservation } from './observations/read.ts'
import { readBatch } from './observations/read-batch.ts'
import { retractObservation } from './observations/retract.ts'
import { chartSummary } from './timeline/chart-summary.ts'
import { readTimeline } from './timeline/read.ts'

const verbs = {
  'record.patient_ids': patientIdsOf('record'),
  'encounter.open': [openEncounter, readOpened],
  'encounter.list': listEncounters,
  'encounter.read': readEncounter,
  'encounter.save_soap': saveSoap,
  'encounter.sign': [signEncounter, readEncounter],
  'encounter.retract': [retractEncounter, readEncounter],
  'note.add': [addNote, readNote],
  'note.change': changeNote,
  'note.sign': [signNote, readNote],
  'observation.add': [addObservation, readObservation],
  'observation.add_many': [addObservations, readBatch],
  'observation.list': listObservations,
  'observation.read': readObservation,
  'observation.retract': [retractObservation, readObservation],
  'timeline.read': readTimeline,
  'chart.summary': chartSummary,
  'encounter.unsigned': unsigned,
  'encounter.count_unsigned': unsignedCount,
} as const satisfies VerbTable

export type RecordVerbs = WorkerVerbs<typeof verbs>

/** The clinical record. Reachable over service bindings only. */
export default class RecordWorker extends entrypoint<RecordEnv, typeof verbs>(verbs, env => env.RECORD_DB) {}
