import StaffWorker from '../../workers/staff/index.ts'
import { counted, takeTrips } from './counting.ts'

/** The staff Worker as it is, over a database that notes what is asked of it. */
export default class CountedStaff extends StaffWorker {
  constructor(context: ExecutionContext, env: StaffEnv) {
    super(context, { ...env, STAFF_DB: counted(env.STAFF_DB, 'STAFF_DB') })
  }

  trips() {
    return Promise.resolve(takeTrips())
  }
}
