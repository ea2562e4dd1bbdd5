import AppointmentWorker from '../../workers/appointment/index.ts'
import { counted, takeTrips } from './counting.ts'

/** The appointment Worker as it is, over a database that notes what is asked of it. */
export default class CountedAppointment extends AppointmentWorker {
  constructor(context: ExecutionContext, env: AppointmentEnv) {
    super(context, { ...env, APPOINTMENT_DB: counted(env.APPOINTMENT_DB, 'APPOINTMENT_DB') })
  }

  trips() {
    return Promise.resolve(takeTrips())
  }
}
