import { and, eq, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { budgets, within } from '#shared/deadline'
import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../../gateway.ts'
import { knownOrigin } from '../../mail/known-origin.ts'
import { mail } from '../../mail/schema.ts'
import { clinic } from '../accounts/schema.ts'
import { logWitness } from './schema.ts'

const week = 7 * 86_400_000
/** Clinics that one sweep asks for the head of their log. */
const perSweep = 20

type Env = Pick<GatewayBindings, 'IDENTITY_DB' | 'ACCESS_LOG' | 'WEB_ORIGIN'>

/** Leave the mails of the clinics whose last one is a week old. A log that is silent now is asked again in a minute. */
export async function mailWitnesses(env: Env, at: number): Promise<void> {
  const db = drizzle(env.IDENTITY_DB)
  const due = await db
    .select({ id: clinic.id, witnessedAt: clinic.witnessedAt })
    .from(clinic)
    // Said as the index has it.
    .where(sql`log_witness = 1 AND status = 'active' AND (witnessed_at IS NULL OR witnessed_at <= ${at - week})`)
    .orderBy(clinic.witnessedAt)
    .limit(perSweep)
  if (due.length === 0) return
  const origin = await knownOrigin(env, db)
  await Promise.all(
    due.map(one =>
      leaveMails(env, db, one, origin, at).catch((error: unknown) =>
        log('access_log.witness_late', { clinicId: one.id, ...thrown(error) }),
      ),
    ),
  )
}

/** A mail for each owner, in one transaction with when it was left. */
async function leaveMails(
  env: Env,
  db: DrizzleD1Database,
  { id: clinicId, witnessedAt }: { id: string; witnessedAt: number | null },
  origin: string,
  at: number,
): Promise<void> {
  const { head } = await within(budgets.logRound, env.ACCESS_LOG.getByName(clinicId).extent())
  if (head.sequence === 0) return
  const before = witnessedAt ?? 0
  const owners = sql`FROM membership m WHERE m.clinic_id = ${clinicId} AND m.disabled_at IS NULL
    AND EXISTS (SELECT 1 FROM json_each(m.roles) WHERE value = 'owner')`
  const witnessId = sql`${`wit-${clinicId}-${before}-`} || m.id`
  await batch(db, {
    witnesses: insertFrom(
      db,
      logWitness,
      { id: witnessId, clinicId, membershipId: sql`m.id`, ...head, createdAt: at },
      owners,
    ).onConflictDoNothing(),
    mails: insertFrom(
      db,
      mail,
      {
        id: sql`${`mai-wit-${clinicId}-${before}-`} || m.id`,
        kind: 'log_witness',
        subjectId: witnessId,
        origin,
        createdAt: at,
        dueAt: at,
        attempts: 0,
      },
      owners,
    ).onConflictDoNothing(),
    clinic: db
      .update(clinic)
      .set({ witnessedAt: at })
      .where(and(eq(clinic.id, clinicId), sql`coalesce(witnessed_at, 0) = ${before}`)),
  })
}
