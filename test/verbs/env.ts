import { env as bindings } from 'cloudflare:workers'
import type { D1Migration } from '@cloudflare/vitest-pool-workers'
import type { GatewayBindings } from '../../gateway/gateway.ts'

/** What test/verbs/wrangler.toml and vitest.config.ts bind. */
export const env = bindings as unknown as GatewayBindings & {
  PATIENT_DB: D1Database
  STAFF_DB: D1Database
  APPOINTMENT_DB: D1Database
  RECORD_DB: D1Database
  EMPTY_DB: D1Database
  LIVE_SEEDS: string
  MIGRATIONS: Record<'identity' | 'patient' | 'staff' | 'appointment' | 'record', D1Migration[]>
}
