import { hashPassword } from '../../gateway/identity/passwords/password.ts'
import type { Role } from '../../workers/shared/permissions.ts'
import type { App } from './harness.ts'

/** Accounts as identity keeps them, written into its database: registration by mail is not what the tests of sign-in are about. */

export interface Membership {
  clinicId: string
  roles: Role[]
  staffId?: string
  patients?: { patientId: string; relation: 'self' | 'guardian' | 'carer' }[]
}

export interface Account {
  accountId: string
  email: string
  password: string
}

/** Everybody's: hashing one for each takes longer than all else that makes an account. */
const password = `a good one ${crypto.randomUUID()}`
let hash: Promise<string> | undefined

/** Identity's copy of a clinic. */
export async function aKnownClinic(app: App, clinicId: string, timezone = 'America/New_York'): Promise<void> {
  await app
    .database('gateway')
    .prepare(
      `INSERT INTO clinic (id, name, timezone, country, currency, locale, status, created_at, updated_at)
       VALUES (?, 'A clinic', ?, 'US', 'USD', 'en', 'active', 0, 0) ON CONFLICT DO NOTHING`,
    )
    .bind(clinicId, timezone)
    .run()
}

/** An account with a password of its own that may work in these clinics, the first being the oldest membership. */
export async function anAccount(app: App, memberships: Membership[]): Promise<Account> {
  const db = app.database('gateway')
  const accountId = `acc-${crypto.randomUUID()}`
  const email = `${crypto.randomUUID()}@example.test`
  await db
    .prepare(
      `INSERT INTO account (id, email, name, locale, confirmed_at, created_at, updated_at)
       VALUES (?, ?, 'Rina Wijaya', 'en', 0, 0, 0)`,
    )
    .bind(accountId, email)
    .run()
  hash ??= hashPassword(password)
  await db
    .prepare('INSERT INTO credential (account_id, password_hash, changed_at, stands_alone) VALUES (?, ?, 0, 1)')
    .bind(accountId, await hash)
    .run()
  for (const [i, { clinicId, roles, staffId, patients = [] }] of memberships.entries()) {
    const id = `mbr-${crypto.randomUUID()}`
    await db
      .prepare(
        `INSERT INTO membership (id, clinic_id, account_id, roles, staff_id, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, 0)`,
      )
      .bind(id, clinicId, accountId, JSON.stringify(roles), staffId ?? null, i)
      .run()
    for (const { patientId, relation } of patients) {
      await db
        .prepare(
          'INSERT INTO stands_for (clinic_id, membership_id, patient_id, relation, created_at) VALUES (?, ?, ?, ?, 0)',
        )
        .bind(clinicId, id, patientId, relation)
        .run()
    }
  }
  return { accountId, email, password }
}
