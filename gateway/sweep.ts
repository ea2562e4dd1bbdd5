import { inArray, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { forgetSettled } from '#shared/database/outbox'
import { unknownSignIn } from './access-log/identity-events/schema.ts'
import type { GatewayBindings } from './gateway.ts'
import { finishClinics } from './identity/accounts/create-clinic.ts'
import { clinic, passwordReset, patientRegistration, registration } from './identity/accounts/schema.ts'
import { attempt } from './identity/attempts/schema.ts'
import { resealFactors } from './identity/factors/reseal-factors.ts'
import { claim } from './identity/invitations/schema.ts'
import { mailWitnesses } from './identity/log-witness/mail-witnesses.ts'
import { logWitness } from './identity/log-witness/schema.ts'
import { sendMails } from './identity/mails.ts'
import { openedNotice } from './identity/opened-records/schema.ts'
import { endGuardianships } from './identity/relations/coming-of-age.ts'
import { session } from './identity/sessions/schema.ts'
import { settleEffects, settleIdentity, workers } from './identity/settle-outboxes.ts'
import { regionOf } from './live/clinic-alarm.ts'
import { mail } from './mail/schema.ts'

/** Every minute, and after a write that left something to do: apply the effects that are due, then forget what has served its time. */
export async function sweep(env: GatewayBindings, at: number): Promise<void> {
  // A Worker that is silent now is asked again in a minute, and costs the others nothing.
  await Promise.allSettled([
    finishClinics(env, at),
    wakeDueClinics(env, at),
    sendMails(env, at),
    ...workers.map(worker => settleEffects(env, worker)),
    settleIdentity(env, at),
    resealFactors(env),
    endGuardianships(env, at),
    mailWitnesses(env, at),
  ])
  await forgetOld(env, at)
  await Promise.allSettled(workers.map(worker => env[worker].sweep(at)))
}

/** Wakes the clinics whose waitlist has something due: an alarm that got lost costs a minute. */
async function wakeDueClinics(env: GatewayBindings, at: number): Promise<void> {
  const due = await env.APPOINTMENT.waitlistDue(at)
  const clinics = await drizzle(env.IDENTITY_DB)
    .select()
    .from(clinic)
    .where(inArray(clinic.id, sql`(SELECT value FROM json_each(${JSON.stringify(due)}))`))
  await Promise.allSettled(clinics.map(one => env.LIVE.getByName(one.id).wakeAt(regionOf(one), at)))
}

/** What has served its time: attempts after an hour, sessions a month after their end, strangers' tries after three, links that expired. */
async function forgetOld({ IDENTITY_DB }: Pick<GatewayBindings, 'IDENTITY_DB'>, at: number): Promise<void> {
  const db = drizzle(IDENTITY_DB)
  await db.batch([
    db.delete(attempt).where(lt(attempt.at, at - 3_600_000)),
    db.delete(session).where(lt(session.expiresAt, at - 30 * 86_400_000)),
    db.delete(unknownSignIn).where(lt(unknownSignIn.at, at - 90 * 86_400_000)),
    db.delete(patientRegistration).where(lt(patientRegistration.expiresAt, at)),
    db.delete(registration).where(lt(registration.expiresAt, at)),
    db.delete(claim).where(lt(claim.expiresAt, at)),
    db.delete(passwordReset).where(lt(passwordReset.expiresAt, at)),
    db.delete(mail).where(lt(mail.settledAt, at - 7 * 86_400_000)),
    db.delete(logWitness).where(lt(logWitness.createdAt, at - 7 * 86_400_000)),
    db.delete(openedNotice).where(lt(openedNotice.createdAt, at - 7 * 86_400_000)),
  ])
  await forgetSettled(db, at)
}
