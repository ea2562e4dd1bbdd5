import { and, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import type { OutboxEntry } from '#shared/database/outbox'
import type { GatewayBindings } from '../../gateway.ts'
import { membership } from '../members/schema.ts'
import { standsFor } from './schema.ts'

/**
 * What a merge, a split, an archived or deceased patient has left to do. A merge ends the relations that would carry access along: to a
 * record whose identity nobody has proved, and of the duplicate's side those that are new. Those that are new to the patient who is kept wait
 * for approval, since what is written from then on is written there. A split takes that back.
 *
 * Whoever stands for one of the person's ids gets a session that says so: their memberships become a version newer, so that tokens of before
 * are refused and the web app refreshes. Done twice, it costs one refresh more. `reach.ts` says the same to new sessions, without this.
 */
export async function applyLinks(
  { IDENTITY_DB }: Pick<GatewayBindings, 'IDENTITY_DB'>,
  { clinicId, payload, createdAt }: OutboxEntry,
): Promise<void> {
  const db = drizzle(IDENTITY_DB)
  const at = Date.parse(createdAt)
  const among = (list: unknown) => sql`(SELECT value FROM json_each(${JSON.stringify(String(list ?? '').split(','))}))`
  const ids = among(payload.ids)
  const mergedId = typeof payload.mergedId === 'string' ? payload.mergedId : undefined
  const splitId = typeof payload.splitId === 'string' ? payload.splitId : undefined
  await batch(db, {
    ended: mergedId
      ? [
          db
            .update(standsFor)
            .set({ endedAt: at, endedFor: 'merge', mergedId, version: sql`version + 1`, updatedAt: at })
            .where(
              and(
                eq(standsFor.clinicId, clinicId),
                sql`ended_at IS NULL AND patient_id IN ${ids} AND patient_id NOT IN ${among(payload.proved)}
                  AND (patient_id IN ${among(payload.unproved)}
                    OR (opening <> 'at_once' AND approved_at IS NULL AND patient_id NOT IN ${among(payload.kept)}))`,
              ),
            ),
        ]
      : [],
    held: mergedId
      ? [
          db
            .update(standsFor)
            .set({ heldFor: mergedId, version: sql`version + 1`, updatedAt: at })
            .where(
              and(
                eq(standsFor.clinicId, clinicId),
                sql`ended_at IS NULL AND held_for IS NULL AND patient_id IN ${among(payload.kept)}
                  AND patient_id NOT IN ${among(payload.proved)} AND opening <> 'at_once' AND approved_at IS NULL`,
              ),
            ),
        ]
      : [],
    released: splitId
      ? [
          db
            .update(standsFor)
            .set({ heldFor: null, version: sql`version + 1`, updatedAt: at })
            .where(and(eq(standsFor.clinicId, clinicId), eq(standsFor.heldFor, splitId))),
        ]
      : [],
    begun: splitId
      ? [
          db
            .update(standsFor)
            .set({ endedAt: null, endedFor: null, mergedId: null, version: sql`version + 1`, updatedAt: at })
            .where(
              and(
                eq(standsFor.clinicId, clinicId),
                eq(standsFor.mergedId, splitId),
                sql`EXISTS (SELECT 1 FROM membership m WHERE m.id = stands_for.membership_id)`,
                sql`NOT EXISTS (SELECT 1 FROM stands_for s WHERE s.clinic_id = stands_for.clinic_id
                  AND s.membership_id = stands_for.membership_id AND s.patient_id = stands_for.patient_id AND s.ended_at IS NULL)`,
              ),
            ),
        ]
      : [],
    renewed: db
      .update(membership)
      .set({ version: sql`${membership.version} + 1`, updatedAt: at })
      .where(
        and(
          eq(membership.clinicId, clinicId),
          sql`${membership.id} IN (SELECT s.membership_id FROM stands_for s
            WHERE s.clinic_id = membership.clinic_id AND s.patient_id IN ${ids})`,
        ),
      ),
  })
}
