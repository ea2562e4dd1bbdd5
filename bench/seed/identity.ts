import type { DatabaseSync } from 'node:sqlite'
import { roles } from '../../workers/shared/permissions.ts'
import { clinic } from './clinic.ts'
import { writer } from './rows.ts'

const day = 86_400_000

/** Somebody of each role, signed in for longer than any bench runs: a write, and a read of a record, asks for the session. */
export function writeIdentity(db: DatabaseSync, now: number): void {
  const stamps = { version: 1, created_at: now, updated_at: now }
  const { id, timezone, country, currency, locale } = clinic
  writer(db, 'clinic')({ id, name: 'Klinik Bench', timezone, country, currency, locale, status: 'active', ...stamps })
  const [toAccount, toMembership, toSession] = [writer(db, 'account'), writer(db, 'membership'), writer(db, 'session')]
  for (const role of roles) {
    const account_id = `acc-b-${role}`
    toAccount({
      id: account_id,
      email: `${role}@bench.example`,
      name: `The ${role}`,
      locale,
      confirmed_at: now,
      ...stamps,
    })
    toMembership({ id: `mbr-b-${role}`, clinic_id: id, account_id, roles: JSON.stringify([role]), ...stamps })
    toSession({
      id: `ses-b-${role}`,
      account_id,
      clinic_id: id,
      token_hash: role,
      rotated_at: now + day,
      device: 'bench',
      created_at: now,
      expires_at: now + day,
    })
  }
}
