import { and, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { OutboxEntry } from '#shared/database/outbox'
import { budgets, settleWithin } from '#shared/deadline'
import type { GatewayBindings } from '../../gateway.ts'
import type { IdentityContext } from '../context.ts'
import { membership } from './schema.ts'

/**
 * What merges and splits have left to do: whoever stands for one of the person's ids gets a session that says so. Their memberships become
 * a version newer, so that tokens of before are refused and the web app refreshes. Done twice, it costs one refresh more.
 */
export async function renewLinked(
  { IDENTITY_DB }: Pick<GatewayBindings, 'IDENTITY_DB'>,
  { clinicId, payload, createdAt }: OutboxEntry,
): Promise<void> {
  const ids = JSON.stringify(String(payload.ids ?? '').split(','))
  await drizzle(IDENTITY_DB)
    .update(membership)
    .set({ version: sql`${membership.version} + 1`, updatedAt: Date.parse(createdAt) })
    .where(
      and(
        eq(membership.clinicId, clinicId),
        sql`${membership.id} IN (SELECT s.membership_id FROM stands_for s
          WHERE s.clinic_id = membership.clinic_id AND s.patient_id IN (SELECT value FROM json_each(${ids})))`,
      ),
    )
}

/** Every id of the patient whom a list is asked for. Where the patient Worker is silent, the one that was asked for alone. */
export async function idsOfPerson(
  { env, actor }: IdentityContext,
  patientId: string | undefined,
): Promise<[string | undefined, ...string[]]> {
  if (patientId === undefined) return [undefined]
  const outcome = await settleWithin(budgets.names, env.PATIENT['patient.linked'](actor, patientId))
  return 'value' in outcome && outcome.value.ok ? [patientId, ...outcome.value.value.ids] : [patientId]
}
