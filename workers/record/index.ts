import { entrypoint } from '#shared/entrypoint'
import type { VerbTable, WorkerVerbs } from '#shared/rpc'
import { getEncounter, listEncounters } from './encounters/encounters.ts'
import { created, openEncounter } from './encounters/open.ts'
import { retractEncounter } from './encounters/retract.ts'
import { signEncounter } from './encounters/sign.ts'
import { addNote, changeNote, getNote, signNote } from './notes/notes.ts'
import { saveSoap } from './notes/save.ts'
import { getBatch, getObservation, listObservations, retractObservation } from './observations/observations.ts'
import { observe, observeAll } from './observations/observe.ts'
import { whose } from './patient-ids-of.ts'
import { chartSummary, unsigned, unsignedCount } from './timeline/summary.ts'
import { readTimeline } from './timeline/timeline.ts'

const verbs = {
  'record.patient_ids': whose,
  'encounter.open': [openEncounter, created],
  'encounter.list': listEncounters,
  'encounter.read': getEncounter,
  'encounter.save_soap': saveSoap,
  'encounter.sign': [signEncounter, getEncounter],
  'encounter.retract': [retractEncounter, getEncounter],
  'note.add': [addNote, getNote],
  'note.change': changeNote,
  'note.sign': [signNote, getNote],
  'observation.add': [observe, getObservation],
  'observation.add_many': [observeAll, getBatch],
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
