import { applyD1Migrations } from 'cloudflare:test'
import { env } from './env.ts'

await Promise.all([
  applyD1Migrations(env.IDENTITY_DB, env.MIGRATIONS.identity),
  applyD1Migrations(env.PATIENT_DB, env.MIGRATIONS.patient),
  applyD1Migrations(env.STAFF_DB, env.MIGRATIONS.staff),
  applyD1Migrations(env.APPOINTMENT_DB, env.MIGRATIONS.appointment),
  applyD1Migrations(env.RECORD_DB, env.MIGRATIONS.record),
])
