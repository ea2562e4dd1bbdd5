import { join } from 'node:path'

/** The project's root folder. */
export const root = join(import.meta.dirname, '../..')

/** Each database with its binding and the configuration of the Worker that owns it. */
export const databases = [
  { name: 'identity', binding: 'IDENTITY_DB', config: 'wrangler.toml' },
  { name: 'patient', binding: 'PATIENT_DB', config: 'workers/patient/wrangler.toml' },
  { name: 'staff', binding: 'STAFF_DB', config: 'workers/staff/wrangler.toml' },
  { name: 'appointment', binding: 'APPOINTMENT_DB', config: 'workers/appointment/wrangler.toml' },
  { name: 'record', binding: 'RECORD_DB', config: 'workers/record/wrangler.toml' },
] as const
