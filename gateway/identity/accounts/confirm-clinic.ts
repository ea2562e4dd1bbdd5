import { and, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { insertFrom, insertWhere } from '#shared/database/insert-where'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { type Asking, eventRows } from '../../access-log/identity-events/event.ts'
import type { GatewayBindings } from '../../gateway.ts'
import type { Accepted } from '../invitations/accept.ts'
import { membership } from '../members/schema.ts'
import { firstPassword } from '../passwords/first-password.ts'
import { createClinic } from './create-clinic.ts'
import { account, clinic, credential, registration } from './schema.ts'

type Identity = Pick<GatewayEnv, 'IDENTITY_DB'>

/**
 * Open a registered clinic, for whoever got the mail: the account with the password chosen now, unless the address has one, whose password
 * stays as it is; its membership as owner; then the clinic itself. All of it is repeatable by the ids of the registration, so that a creation that broke off is finished by
 * confirming again; once the clinic stands, the link is used up.
 *
 * @returns whom to sign in, or `link_invalid`; `password_required` and `weak_password` leave the link as it was.
 */
export async function confirmRegistration(
  env: Pick<GatewayBindings, 'IDENTITY_DB' | 'STAFF'>,
  { id, password }: { id: string; password: string | undefined },
  asking: Asking,
): Promise<Result<Accepted, 'link_invalid' | 'password_required' | 'weak_password'>> {
  const { at } = asking
  const db = drizzle(env.IDENTITY_DB)
  const unfinished = sql`EXISTS (SELECT 1 FROM clinic c WHERE c.id = ${registration.clinicId} AND c.status = 'creating')`
  const usable = and(
    eq(registration.id, id),
    gt(registration.expiresAt, at),
    or(isNull(registration.confirmedAt), and(isNotNull(registration.confirmedAt), unfinished)),
    sql`NOT EXISTS (SELECT 1 FROM account a WHERE a.email = ${registration.email} AND a.disabled_at IS NOT NULL)`,
  )
  const [waiting] = await db.select().from(registration).where(usable)
  if (!waiting) return fail('link_invalid')
  const first = await firstPassword(db, { email: waiting.email, password, words: [waiting.name, waiting.ownerName] })
  if (!first.ok) return first
  const [row] = await db
    .update(registration)
    .set({ confirmedAt: sql`coalesce(${registration.confirmedAt}, ${at})` })
    .where(usable)
    .returning()
  if (!row) return fail('link_invalid')
  const accountId = await writeIdentity(env, row, first.value, asking)
  const { clinicId, name, timezone, country, currency, locale } = row
  await createClinic(env, { id: clinicId, name, timezone, country, currency, locale }, at)
  return ok({ accountId, clinicId, proved: accountId === row.accountId })
}

/** Account, password, clinic and membership in one batch; what is already there stays. @returns the account's id. */
async function writeIdentity(
  { IDENTITY_DB }: Identity,
  row: typeof registration.$inferSelect,
  passwordHash: string | undefined,
  asking: Asking,
): Promise<string> {
  const { at } = asking
  const db = drizzle(IDENTITY_DB)
  const { email, clinicId, name, timezone, country, currency, locale } = row
  const {
    owner: [owner],
  } = await batch(db, {
    account: passwordHash === undefined ? [] : newAccount(db, row, passwordHash, at),
    clinic: db
      .insert(clinic)
      .values({
        id: clinicId,
        name,
        timezone,
        country,
        currency,
        locale,
        status: 'creating',
        version: 0,
        createdAt: at,
        updatedAt: at,
      })
      .onConflictDoNothing(),
    membership: insertFrom(
      db,
      membership,
      {
        id: newId('membership'),
        clinicId,
        accountId: sql`id`,
        roles: ['owner'],
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM account WHERE email = ${email}`,
    ).onConflictDoNothing(),
    owner: db.select({ id: account.id }).from(account).where(eq(account.email, email)),
    event: eventRows(
      db,
      asking,
      'clinic_confirmed',
      sql`a.email = ${email}`,
      // By this very request: one that goes on where another broke off has its own entry only.
      sql`EXISTS (SELECT 1 FROM clinic c WHERE c.id = ${clinicId} AND c.created_at = ${at})`,
    ),
  })
  if (!owner) throw new Error('a registration was confirmed for nobody')
  return owner.id
}

function newAccount(
  db: DrizzleD1Database,
  { accountId: id, email, ownerName: name, locale }: typeof registration.$inferSelect,
  passwordHash: string,
  at: number,
) {
  return [
    db
      .insert(account)
      .values({ id, email, name, locale, confirmedAt: at, version: 1, createdAt: at, updatedAt: at })
      .onConflictDoNothing(),
    // No account of this id, no password: the address got one in between, and keeps its own.
    insertWhere(
      db,
      credential,
      { accountId: id, passwordHash, changedAt: at, standsAlone: true },
      sql`EXISTS (SELECT 1 FROM account WHERE id = ${id})`,
    ).onConflictDoNothing(),
  ]
}
