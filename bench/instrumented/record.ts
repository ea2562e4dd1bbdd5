import RecordWorker from '../../workers/record/index.ts'
import { counted, takeTrips } from './counting.ts'

/** The record Worker as it is, over a database that notes what is asked of it. */
export default class CountedRecord extends RecordWorker {
  constructor(context: ExecutionContext, env: RecordEnv) {
    super(context, { ...env, RECORD_DB: counted(env.RECORD_DB, 'RECORD_DB') })
  }

  trips() {
    return Promise.resolve(takeTrips())
  }
}
