import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { insertFrom, insertWhere } from '#shared/database/insert-where'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { type Asking, eventRows } from '../../access-log/identity-events/event.ts'
import type { GatewayBindings } from '../../gateway.ts'
import { regionOf, systemIn } from '../../live/clinic-alarm.ts'
import type { Accepted } from '../invitations/accept.ts'
import { rolesTogether } from '../invitations/add-membership.ts'
import { membership } from '../members/schema.ts'
import { firstPassword } from '../passwords/first-password.ts'
import { hasWorkedHere } from '../relations/opening.ts'
import { standsFor } from '../relations/schema.ts'
import { account, clinic, credential, patientRegistration } from './schema.ts'

type Env = Pick<GatewayBindings, 'IDENTITY_DB' | 'PATIENT'>

/**
 * Make a patient of whoever got the mail: a new, unverified record, matched with nobody's; the account with the password chosen now, unless
 * the address has one, whose password stays as it is; its membership as patient, who stands for that record. Where it breaks off, confirming again goes on: the record
 * is made once, by the id of the registration, and the rest is one batch of which one confirmation wins.
 *
 * @returns whom to sign in, or `link_invalid`, `unavailable` where the patient Worker does not answer; `password_required` and
 *   `weak_password` leave the link as it was.
 */
export async function confirmPatient(
  env: Env,
  { id, password }: { id: string; password: string | undefined },
  asking: Asking,
): Promise<Result<Accepted, 'link_invalid' | 'unavailable' | 'password_required' | 'weak_password'>> {
  const { at } = asking
  const db = drizzle(env.IDENTITY_DB)
  const [row] = await db
    .select({ registration: patientRegistration, clinic })
    .from(patientRegistration)
    .innerJoin(clinic, eq(clinic.id, patientRegistration.clinicId))
    .where(
      and(
        eq(patientRegistration.id, id),
        isNull(patientRegistration.confirmedAt),
        gt(patientRegistration.expiresAt, at),
        sql`NOT EXISTS (SELECT 1 FROM account a WHERE a.email = ${patientRegistration.email} AND a.disabled_at IS NOT NULL)`,
      ),
    )
  if (!row) return fail('link_invalid')
  const { email, name, birthDate, phone, locale, clinicId } = row.registration
  const first = await firstPassword(db, { email, password, words: [name] })
  if (!first.ok) return first
  const passwordHash = first.value
  const repeat = { key: id, route: 'public registration', bodyHash: id }
  const made = await env.PATIENT['patient.register_online'](
    { ...systemIn(regionOf(row.clinic), at), repeat },
    { name: { text: name }, birthDate: birthDate ?? undefined, phone: phone ?? undefined, email, sex: 'unknown' },
  )
  if (!made.ok) return fail('unavailable')

  const [accountId, acceptance] = [newId('account'), crypto.randomUUID()]
  const won = sql`EXISTS (SELECT 1 FROM patient_registration r WHERE r.id = ${id} AND r.acceptance = ${acceptance})`
  const {
    marked,
    accounts: [confirmed],
  } = await batch(db, {
    marked: db
      .update(patientRegistration)
      .set({ confirmedAt: at, acceptance })
      .where(and(eq(patientRegistration.id, id), isNull(patientRegistration.confirmedAt)))
      .returning({ id: patientRegistration.id }),
    account:
      passwordHash === undefined
        ? []
        : [
            insertWhere(
              db,
              account,
              { id: accountId, email, name, locale, confirmedAt: at, version: 1, createdAt: at, updatedAt: at },
              won,
            ).onConflictDoNothing(),
            // No account of this id, no password: the address got one in between, and keeps its own.
            insertWhere(
              db,
              credential,
              { accountId, passwordHash, changedAt: at, standsAlone: true },
              sql`EXISTS (SELECT 1 FROM account WHERE id = ${accountId})`,
            ),
          ],
    membership: insertFrom(
      db,
      membership,
      {
        id: newId('membership'),
        clinicId,
        accountId: sql`id`,
        roles: ['patient'],
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM account WHERE email = ${email} AND ${won}`,
    ).onConflictDoUpdate({
      target: [membership.clinicId, membership.accountId],
      set: { roles: rolesTogether, version: sql`membership.version + 1`, updatedAt: at },
    }),
    standsFor: insertFrom(
      db,
      standsFor,
      {
        id: newId('relation'),
        clinicId,
        membershipId: sql`m.id`,
        accountId: sql`a.id`,
        patientId: made.value.id,
        relation: 'self',
        opening: sql`CASE WHEN ${hasWorkedHere(sql`m.clinic_id`, sql`w.account_id = a.id`)} THEN 'by_approval' ELSE 'after_a_day' END`,
        invitedBy: sql`a.id`,
        invitedByName: sql`a.name`,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM membership m JOIN account a ON a.id = m.account_id
            WHERE m.clinic_id = ${clinicId} AND a.email = ${email} AND m.disabled_at IS NULL AND ${won}`,
    ),
    accounts: db.select({ id: account.id }).from(account).where(eq(account.email, email)),
    event: eventRows(db, asking, 'patient_confirmed', sql`a.email = ${email}`, won),
  })
  if (marked.length === 0 || !confirmed) return fail('link_invalid')
  return ok({ accountId: confirmed.id, clinicId, proved: confirmed.id === accountId })
}
