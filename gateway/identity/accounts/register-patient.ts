import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import { mailRow } from '../../mail/outbox.ts'
import { mailPlace } from '../attempts/mail-limits.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { noteEvent } from '../sign-in-events.ts'
import type { ConfirmByMail, RegisterAtClinic } from './contract.ts'
import { patientRegistration } from './schema.ts'

/** Milliseconds that a registration waits for its confirmation: no longer than a key of a repeated write is known. */
const life = 24 * 3_600_000
/** Mails that one address gets for registrations at one clinic within an hour. */
const mailsPerHour = 5

/** Become a patient of a clinic; the mail confirms it. The clinic is the visitor's, whom the public page's address has named. */
export async function registerPatient(
  context: IdentityContext,
  { client, ...input }: RegisterAtClinic & { client: Client },
): Promise<Result<ConfirmByMail>> {
  const { actor, clinicId, env, at } = context
  const place = { id: clinicId, locale: actor.locale }
  await insertPatientRegistration(env, place, input, client.origin, at)
  await noteEvent(context, { event: 'patient_registered', outcome: 'ok', email: input.email, clinicIds: [] })
  return ok({ status: 'confirm_by_mail' })
}

/**
 * Note that somebody wants to become a patient of a clinic. The same work and the same answer for an address that is known: only its mail
 * goes on from here, and asks for the password.
 */
export async function insertPatientRegistration(
  { IDENTITY_DB }: Pick<GatewayEnv, 'IDENTITY_DB'>,
  place: { id: string; locale: string },
  { email, name, birthDate, phone }: RegisterAtClinic,
  origin: string,
  at: number,
): Promise<void> {
  const db = drizzle(IDENTITY_DB)
  const id = newId('patient_registration')
  const sent = sql`(SELECT count(*) FROM patient_registration WHERE clinic_id = ${place.id} AND email = ${email}
    AND created_at > ${at - 3_600_000}) <= ${mailsPerHour}`
  const mailed = mailPlace(db, email, at, 'strangers')
  await db.batch([
    mailed.taken,
    db.insert(patientRegistration).values({
      id,
      clinicId: place.id,
      email,
      name,
      birthDate,
      phone,
      locale: place.locale === 'id' ? 'id' : 'en',
      createdAt: at,
      expiresAt: at + life,
    }),
    mailRow(db, 'patient_registration', id, origin, at, sql`${sent} AND ${mailed.free}`),
  ])
}
