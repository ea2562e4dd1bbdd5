import { patientIdsOf } from '#shared/database/patient-ids-of'
import { entrypoint } from '#shared/entrypoint'
import type { WorkerVerbs } from '#shared/rpc'
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
import { followLinks, followPolicy, forgetOpened } from './restrictions/follow.ts'
import { liftRestriction } from './restrictions/lift.ts'
import { openWithReason, readRecordAccess } from './restrictions/open-with-reason.ts'
import { readRecordState } from './restrictions/read.ts'
import { exempt, lists, type RecordTable, reads, writes } from './restrictions/record-verbs.ts'
import { readRestriction, restrictRecord } from './restrictions/restrict.ts'
import { chartSummary } from './timeline/chart-summary.ts'
import { readTimeline } from './timeline/read.ts'

const ofEncounter = ({ id }: { id: string }) => ({ encounter: id })
const ofNote = ({ encounterId }: { encounterId: string }) => ({ encounter: encounterId })
const ofPatient = ({ patientId }: { patientId: string }) => ({ patients: [patientId] })
const onlyNumber = 'a number, of nobody'
const ownRule = 'asks by itself whether the asker is shut out, and shows nothing that is in the record'
const bySystem = 'the system alone, which shows nobody anything'

const verbs = {
  'record.patient_ids': exempt(bySystem, patientIdsOf('record')),
  'encounter.open': writes(ofPatient, openEncounter, readOpened),
  'encounter.list': lists(({ patientId }) => patientId, listEncounters),
  'encounter.read': reads(id => ({ encounter: id }), readEncounter),
  'encounter.save_soap': writes(ofEncounter, saveSoap),
  'encounter.sign': writes(ofEncounter, signEncounter, readEncounter),
  'encounter.retract': writes(ofEncounter, retractEncounter, readEncounter),
  'note.add': writes(ofNote, addNote, readNote),
  'note.change': writes(ofNote, changeNote),
  'note.sign': writes(ofNote, signNote, readNote),
  'observation.add': writes(ofPatient, addObservation, readObservation),
  'observation.add_many': writes(
    ({ items }) => ({ patients: items.map(item => item.patientId) }),
    addObservations,
    readBatch,
  ),
  'observation.list': lists(({ patientId }) => patientId, listObservations),
  'observation.read': reads(id => ({ observation: id }), readObservation),
  'observation.retract': writes(({ id }) => ({ observation: id }), retractObservation, readObservation),
  'timeline.read': reads(ofPatient, readTimeline),
  'chart.summary': reads(id => ({ patients: [id] }), chartSummary),
  'encounter.unsigned': lists(undefined, unsigned),
  'encounter.count_unsigned': exempt(onlyNumber, unsignedCount),
  'restriction.read': exempt(ownRule, readRecordState),
  'restriction.set': exempt(ownRule, [restrictRecord, readRestriction]),
  'restriction.lift': exempt(ownRule, liftRestriction),
  'record_access.open': exempt(ownRule, [openWithReason, readRecordAccess]),
  'restriction.follow_links': exempt(bySystem, followLinks),
  'restriction.follow_policy': exempt(bySystem, followPolicy),
} as const satisfies RecordTable

export type RecordVerbs = WorkerVerbs<typeof verbs>

/** The clinical record. Reachable over service bindings only. */
export default class RecordWorker extends entrypoint<RecordEnv, typeof verbs>(
  verbs,
  env => env.RECORD_DB,
  forgetOpened,
) {}
