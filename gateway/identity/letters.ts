import { and, eq, gt, isNull } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { compose } from '../mail/compose.ts'
import type { Mail } from '../mail/mailer.ts'
import type { mail } from '../mail/schema.ts'
import type { MailText } from '../mail/texts.ts'
import { linkToken } from './accounts/links.ts'
import { account, clinic, credential, passwordReset, patientRegistration, registration } from './accounts/schema.ts'
import { inviterMay } from './invitations/inviter.ts'
import { claim, invitation } from './invitations/schema.ts'
import { logWitness } from './log-witness/schema.ts'
import { membership } from './members/schema.ts'
import { openedNotice } from './opened-records/schema.ts'
import { notice, standsFor } from './relations/schema.ts'

type Row = typeof mail.$inferSelect
type Secret = Pick<GatewayEnv, 'REFRESH_SECRET'>

/** The mail of a row, as things stand now; undefined where there is nothing left to say: expired, used, taken back, or of nobody. */
export function letterOf(env: Secret, db: DrizzleD1Database, row: Row, at: number): Promise<Mail | undefined> {
  return letters[row.kind](env, db, row, at)
}

type Write = (env: Secret, db: DrizzleD1Database, row: Row, at: number) => Promise<Mail | undefined>

/** What happened to an account, told to its address. */
function toAccount(text: MailText): Write {
  return async (_, db, { subjectId, origin }) => {
    const [found] = await db
      .select({ email: account.email, locale: account.locale })
      .from(account)
      .where(and(eq(account.id, subjectId), isNull(account.disabledAt)))
    return found && compose({ to: found.email, locale: found.locale, text, origin })
  }
}

/** Told of a relation at one of its addresses. */
function ofRelation(textOf: (row: Pick<typeof standsFor.$inferSelect, 'opening'>) => MailText): Write {
  return async (_, db, { subjectId, origin }) => {
    const [found] = await db
      .select({ to: notice.email, opening: standsFor.opening, locale: clinic.locale, clinicName: clinic.name })
      .from(notice)
      .innerJoin(standsFor, eq(standsFor.id, notice.relationId))
      .innerJoin(clinic, eq(clinic.id, standsFor.clinicId))
      .where(eq(notice.id, subjectId))
    if (!found) return undefined
    const { to, locale, clinicName } = found
    return compose({ to, locale, text: textOf(found), clinicName, origin })
  }
}

const letters: Record<Row['kind'], Write> = {
  async registration(env, db, { subjectId, origin }, at) {
    const [found] = await db
      .select({ email: registration.email, locale: registration.locale, known: account.id, spoken: account.locale })
      .from(registration)
      .leftJoin(account, eq(account.email, registration.email))
      .where(and(eq(registration.id, subjectId), isNull(registration.confirmedAt), gt(registration.expiresAt, at)))
    if (!found) return undefined
    return compose({
      to: found.email,
      locale: found.spoken ?? found.locale,
      text: found.known ? 'registration_known' : 'registration',
      origin,
      link: { page: 'confirm', token: linkToken(env, subjectId) },
    })
  },

  async patient_registration(env, db, { subjectId, origin }, at) {
    const [found] = await db
      .select({ email: patientRegistration.email, locale: patientRegistration.locale, clinicName: clinic.name })
      .from(patientRegistration)
      .innerJoin(clinic, eq(clinic.id, patientRegistration.clinicId))
      .where(
        and(
          eq(patientRegistration.id, subjectId),
          isNull(patientRegistration.confirmedAt),
          gt(patientRegistration.expiresAt, at),
        ),
      )
    if (!found) return undefined
    return compose({
      to: found.email,
      locale: found.locale,
      text: 'patient_registration',
      clinicName: found.clinicName,
      origin,
      link: { page: 'confirm', token: linkToken(env, subjectId) },
    })
  },

  async invitation(env, db, { subjectId, origin }, at) {
    const [found] = await db
      .select({
        email: invitation.email,
        locale: invitation.locale,
        round: invitation.round,
        patientId: invitation.patientId,
        clinicName: clinic.name,
      })
      .from(invitation)
      .innerJoin(clinic, eq(clinic.id, invitation.clinicId))
      .where(
        and(
          eq(invitation.id, subjectId),
          isNull(invitation.acceptedAt),
          isNull(invitation.revokedAt),
          gt(invitation.expiresAt, at),
          inviterMay,
        ),
      )
    if (!found?.email) return undefined
    return compose({
      to: found.email,
      locale: found.locale,
      text: found.patientId ? 'invitation_patient' : 'invitation_staff',
      clinicName: found.clinicName,
      origin,
      link: { page: 'invitation', token: linkToken(env, subjectId, found.round) },
    })
  },

  async claim(env, db, { subjectId, origin }, at) {
    const [found] = await db
      .select({
        email: claim.email,
        locale: invitation.locale,
        clinicName: clinic.name,
        known: account.id,
      })
      .from(claim)
      .innerJoin(invitation, eq(invitation.id, claim.invitationId))
      .innerJoin(clinic, eq(clinic.id, claim.clinicId))
      .leftJoin(account, eq(account.email, claim.email))
      .where(and(eq(claim.id, subjectId), gt(claim.expiresAt, at), isNull(invitation.acceptedAt)))
    if (!found) return undefined
    return compose({
      to: found.email,
      locale: found.locale,
      text: 'claim',
      clinicName: found.clinicName,
      origin,
      // Where there is no account yet, the page of the invitation asks for its password.
      link: { page: found.known ? 'confirm' : 'invitation', token: linkToken(env, subjectId) },
    })
  },

  async password_reset(env, db, { subjectId, origin }, at) {
    const [found] = await db
      .select({ email: account.email, locale: account.locale })
      .from(passwordReset)
      .innerJoin(account, and(eq(account.id, passwordReset.accountId), isNull(account.disabledAt)))
      .where(and(eq(passwordReset.id, subjectId), isNull(passwordReset.usedAt), gt(passwordReset.expiresAt, at)))
    if (!found) return undefined
    const link = { page: 'reset' as const, token: linkToken(env, subjectId) }
    return compose({ to: found.email, locale: found.locale, text: 'password_reset', origin, link })
  },

  password_changed: toAccount('password_changed'),
  second_factor_removed_own: toAccount('second_factor_removed_own'),
  second_factor_removed_printed: toAccount('second_factor_removed_printed'),
  second_factor_added: toAccount('second_factor_added'),
  recovery_code_used: toAccount('recovery_code_used'),
  recovery_codes_renewed: toAccount('recovery_codes_renewed'),

  async second_factor_removed(_, db, { subjectId, origin }) {
    const [found] = await db
      .select({ email: account.email, locale: account.locale, alone: credential.standsAlone })
      .from(account)
      .leftJoin(credential, eq(credential.accountId, account.id))
      .where(and(eq(account.id, subjectId), isNull(account.disabledAt)))
    if (!found) return undefined
    const text = found.alone === false ? 'second_factor_removed_short' : 'second_factor_removed'
    return compose({ to: found.email, locale: found.locale, text, origin })
  },

  relation_begun: ofRelation(({ opening }) => (opening === 'by_approval' ? 'relation_begun_waits' : 'relation_begun')),
  relation_held: ofRelation(() => 'relation_held'),
  guardianship_ends: ofRelation(() => 'guardianship_ends'),

  async record_opened_owner(_, db, { subjectId, origin }) {
    const [found] = await db
      .select({ to: account.email, locale: account.locale, clinicName: clinic.name })
      .from(membership)
      .innerJoin(account, and(eq(account.id, membership.accountId), isNull(account.disabledAt)))
      .innerJoin(clinic, eq(clinic.id, membership.clinicId))
      .where(and(eq(membership.id, subjectId), isNull(membership.disabledAt)))
    return found && compose({ ...found, text: 'record_opened_owner', origin })
  },

  async log_witness(_, db, { subjectId, origin }) {
    const [found] = await db
      .select({
        to: account.email,
        locale: account.locale,
        clinicName: clinic.name,
        sequence: logWitness.sequence,
        hash: logWitness.hash,
      })
      .from(logWitness)
      .innerJoin(membership, and(eq(membership.id, logWitness.membershipId), isNull(membership.disabledAt)))
      .innerJoin(account, and(eq(account.id, membership.accountId), isNull(account.disabledAt)))
      .innerJoin(clinic, eq(clinic.id, logWitness.clinicId))
      .where(eq(logWitness.id, subjectId))
    if (!found) return undefined
    const { sequence, hash, ...letter } = found
    return compose({ ...letter, text: 'log_witness', witness: `${sequence}.${hash}`, origin })
  },

  async record_opened_patient(_, db, { subjectId, origin }) {
    const [found] = await db
      .select({ to: openedNotice.address, locale: clinic.locale, clinicName: clinic.name })
      .from(openedNotice)
      .innerJoin(clinic, eq(clinic.id, openedNotice.clinicId))
      .where(eq(openedNotice.id, subjectId))
    return found && compose({ ...found, text: 'record_opened_patient', origin })
  },
}
