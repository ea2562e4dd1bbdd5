import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import { mailRow } from '../../mail/outbox.ts'
import { limitStrangers } from '../attempts/attempt-guard.ts'
import { mailPlace } from '../attempts/mail-limits.ts'
import type { Client } from '../browser/client.ts'
import type { IdentityContext } from '../context.ts'
import { noteEvent } from '../sign-in-events.ts'
import type { ConfirmByMail, RegisterClinic } from './contract.ts'
import { registration } from './schema.ts'

/** Milliseconds that a registration waits for its confirmation. */
const registrationLife = 48 * 3_600_000
/** Mails that one address gets for registrations within an hour: nobody's mailbox is filled from here. */
const mailsPerHour = 5

/** Register a clinic; the mail to its owner confirms it. */
export async function registerClinic(
  context: IdentityContext,
  { client, ...input }: RegisterClinic & { client: Client },
): Promise<Result<ConfirmByMail, 'rate_limited'>> {
  const place = await limitStrangers(context, 'register', client)
  if (!place.ok) return place
  await insertRegistration(context.env, input, client.origin, context.at)
  await noteEvent(context, { event: 'clinic_registered', outcome: 'ok', email: input.owner.email, clinicIds: [] })
  return ok({ status: 'confirm_by_mail' })
}

/**
 * Note that a clinic wants to begin. The same work and the same answer for an address that is known: only its mail says so. Its password is
 * asked for where the mail leads, so that nobody chooses one for somebody else's address.
 */
export async function insertRegistration(
  { IDENTITY_DB }: Pick<GatewayEnv, 'IDENTITY_DB'>,
  { clinic, owner }: RegisterClinic,
  origin: string,
  at: number,
): Promise<void> {
  const db = drizzle(IDENTITY_DB)
  const id = newId('registration')
  const { email, name: ownerName } = owner
  const sent = sql`(SELECT count(*) FROM registration WHERE email = ${email} AND created_at > ${at - 3_600_000}) <= ${mailsPerHour}`
  const mailed = mailPlace(db, email, at, 'strangers')
  await db.batch([
    mailed.taken,
    db.insert(registration).values({
      id,
      clinicId: newId('clinic'),
      accountId: newId('account'),
      email,
      ownerName,
      ...clinic,
      createdAt: at,
      expiresAt: at + registrationLife,
    }),
    mailRow(db, 'registration', id, origin, at, sql`${sent} AND ${mailed.free}`),
  ])
}
