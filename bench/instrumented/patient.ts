import PatientWorker from '../../workers/patient/index.ts'
import { counted, takeTrips } from './counting.ts'

/** The patient Worker as it is, over a database that notes what is asked of it. */
export default class CountedPatient extends PatientWorker {
  constructor(context: ExecutionContext, env: PatientEnv) {
    super(context, { ...env, PATIENT_DB: counted(env.PATIENT_DB, 'PATIENT_DB') })
  }

  trips() {
    return Promise.resolve(takeTrips())
  }
}
