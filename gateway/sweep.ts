import { and, eq, lt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { log, thrown } from '#shared/log'
import type { OutboxEntry } from '#shared/outbox'
import { attempt, clinic, session } from './auth/schema.ts'
import type { GatewayBindings } from './gateway.ts'

/** How many effects one sweep takes: each is a round trip, and a sweep has a minute. */
const perSweep = 100

/** Every minute, and after a write that left something to do: apply the effects that are due, then forget what has served its time. */
export async function sweep(env: GatewayBindings, at: number): Promise<void> {
  await settleStaff(env, at)
  await forgetOld(env, at)
  // A Worker that is silent now is asked again in a minute.
  await Promise.allSettled([env.PATIENT, env.STAFF, env.APPOINTMENT, env.RECORD].map(worker => worker.sweep(at)))
}

/** Apply what the staff Worker's writes left for identity. An entry that fails stays, and comes again later. */
export async function settleStaff(env: Pick<GatewayBindings, 'IDENTITY_DB' | 'STAFF'>, at: number): Promise<void> {
  const due = await env.STAFF.pending(perSweep)
  const settled: string[] = []
  for (const entry of due) {
    try {
      if (entry.topic === 'clinic.changed') await copyClinic(env, entry, at)
      settled.push(entry.id)
    } catch (error) {
      log('outbox.failed', { clinicId: entry.clinicId, objectId: entry.id, count: entry.attempts, ...thrown(error) })
    }
  }
  if (settled.length > 0) await env.STAFF.settled(settled)
}

/** Identity's copy of a clinic, which tokens carry. The version keeps an older copy from replacing a newer one. */
async function copyClinic(
  { IDENTITY_DB }: Pick<GatewayBindings, 'IDENTITY_DB'>,
  entry: OutboxEntry,
  at: number,
): Promise<void> {
  const { name, timezone, country, currency, locale, version } = entry.payload
  await drizzle(IDENTITY_DB)
    .update(clinic)
    .set({
      name: String(name),
      timezone: String(timezone),
      country: String(country),
      currency: String(currency),
      locale: locale === 'id' ? 'id' : 'en',
      version: Number(version),
      updatedAt: at,
    })
    .where(and(eq(clinic.id, entry.objectId), lt(clinic.version, Number(version))))
}

/** Attempts are counted for an hour at most; a session that ended a month ago explains nothing any more. */
async function forgetOld({ IDENTITY_DB }: Pick<GatewayBindings, 'IDENTITY_DB'>, at: number): Promise<void> {
  const db = drizzle(IDENTITY_DB)
  await db.batch([
    db.delete(attempt).where(lt(attempt.at, at - 3_600_000)),
    db.delete(session).where(lt(session.expiresAt, at - 30 * 86_400_000)),
  ])
}
