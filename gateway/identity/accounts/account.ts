import { drizzle } from 'drizzle-orm/d1'
import { newId } from '#shared/id'
import type { Role } from '#shared/permissions'
import type { GatewayBindings } from '../../gateway.ts'
import { membership } from '../members/schema.ts'
import { hashPassword } from '../passwords/password.ts'
import { standsAlone } from '../passwords/password-rules.ts'
import { standsFor } from '../relations/schema.ts'
import { account, credential } from './schema.ts'

type Identity = Pick<GatewayBindings, 'IDENTITY_DB'>

export interface NewAccount {
  /** Lower case, NFC. */
  email: string
  name: string
  locale: 'en' | 'id'
  password: string
  /** Of this password, where it is known: the demo's people share one. */
  passwordHash?: string
}

/** Create an account with a confirmed address. Its e-mail address must be free: the unique index throws otherwise. */
export async function createAccount({ IDENTITY_DB }: Identity, input: NewAccount, at: number): Promise<string> {
  const db = drizzle(IDENTITY_DB)
  const id = newId('account')
  const { password, passwordHash = await hashPassword(password), ...who } = input
  await db.batch([
    db.insert(account).values({ id, ...who, confirmedAt: at, version: 1, createdAt: at, updatedAt: at }),
    db.insert(credential).values({ accountId: id, passwordHash, changedAt: at, standsAlone: standsAlone(password) }),
  ])
  return id
}

export interface NewMembership {
  clinicId: string
  accountId: string
  roles: Role[]
  staffId?: string
  patients?: { patientId: string; relation: 'self' | 'guardian' | 'carer' }[]
}

/** Let an account work in a clinic, or stand for patients there. */
export async function addMembership({ IDENTITY_DB }: Identity, input: NewMembership, at: number): Promise<string> {
  const db = drizzle(IDENTITY_DB)
  const id = newId('membership')
  const { clinicId, accountId, roles, staffId, patients = [] } = input
  await db.batch([
    db.insert(membership).values({ id, clinicId, accountId, roles, staffId, version: 1, createdAt: at, updatedAt: at }),
    ...patients.map(one =>
      db.insert(standsFor).values({ id: newId('relation'), clinicId, membershipId: id, ...one, createdAt: at }),
    ),
  ])
  return id
}
