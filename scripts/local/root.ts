import { join } from 'node:path'

/** The project's root folder. */
export const root = join(import.meta.dirname, '../..')

/** Each database with the configuration of the Worker that owns it. */
export const databases = [
  { name: 'identity', config: 'wrangler.toml' },
  { name: 'patient', config: 'workers/patient/wrangler.toml' },
  { name: 'staff', config: 'workers/staff/wrangler.toml' },
  { name: 'appointment', config: 'workers/appointment/wrangler.toml' },
  { name: 'record', config: 'workers/record/wrangler.toml' },
] as const
