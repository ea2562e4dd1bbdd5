import { and, eq, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { system } from '#shared/actor'
import { batch } from '#shared/database/batch'
import type { OutboxEntry } from '#shared/database/outbox'
import type { GatewayBindings } from '../../gateway.ts'
import { knownOrigin } from '../../mail/known-origin.ts'
import { membership } from '../members/schema.ts'
import { noticeRows } from './notice.ts'
import { addressAge } from './opening.ts'
import { standsFor } from './schema.ts'

type Env = Pick<GatewayBindings, 'IDENTITY_DB' | 'PATIENT' | 'WEB_ORIGIN'>

/**
 * What a merge, a split, an archived or deceased patient has left to do. A merge ends the relations to a record whose identity nobody has
 * proved, and of the duplicate's side those that are new. All others wait for approval of what it has joined, and the person hears of it once at
 * every address. A split takes that back, and what was approved across it.
 *
 * Whoever stands for one of the person's ids gets a session that says so: their memberships become a version newer, so that tokens of before
 * are refused and the web app refreshes. Done twice, it costs one refresh more. `reach.ts` says the same to new sessions, without this.
 */
export async function applyLinks(env: Env, { clinicId, payload, createdAt }: OutboxEntry): Promise<void> {
  const db = drizzle(env.IDENTITY_DB)
  const at = Date.parse(createdAt)
  const ids = among(payload.ids)
  const mergedId = typeof payload.mergedId === 'string' ? payload.mergedId : undefined
  const splitId = typeof payload.splitId === 'string' ? payload.splitId : undefined
  const ofPerson = sql`${standsFor.clinicId} = ${clinicId} AND stands_for.patient_id IN ${ids}`
  await batch(db, {
    ...(mergedId === undefined ? {} : await merging(env, { clinicId, payload, at, mergedId })),
    ...(splitId === undefined
      ? {}
      : splitting(env, { clinicId, at, splitId, split: among(payload.split ?? splitId) }, ofPerson)),
    // Whether they have a portal is asked anew.
    portals: db
      .update(standsFor)
      .set({ portalOpen: false })
      .where(and(ofPerson, eq(standsFor.portalOpen, true))),
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

function among(list: unknown): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(String(list ?? '').split(','))}))`
}

async function merging(
  env: Env,
  { clinicId, payload, at, mergedId }: Pick<OutboxEntry, 'clinicId' | 'payload'> & { at: number; mergedId: string },
) {
  const db = drizzle(env.IDENTITY_DB)
  const ids = among(payload.ids)
  const inForce = sql`${standsFor.clinicId} = ${clinicId} AND stands_for.ended_at IS NULL AND stands_for.patient_id IN ${ids}`
  const ends = sql`(stands_for.patient_id NOT IN ${among(payload.proved)}
    AND (stands_for.patient_id IN ${among(payload.unproved)}
      OR (stands_for.opening <> 'at_once' AND stands_for.approved_at IS NULL AND stands_for.patient_id NOT IN ${among(payload.kept)})))`
  const covered = sql`(SELECT value FROM json_each(stands_for.covers))`
  const waits = sql`NOT ${ends} AND ${mergedId} NOT IN (SELECT value FROM json_each(coalesce(stands_for.held_for, '[]')))
    AND EXISTS (SELECT 1 FROM json_each(${JSON.stringify(String(payload.ids ?? '').split(','))}) i
      WHERE i.value <> stands_for.patient_id AND i.value NOT IN ${covered})`
  // However many wait, one mail to each address says so.
  const [first] = await db
    .select({ id: standsFor.id, clinicId: standsFor.clinicId })
    .from(standsFor)
    .where(sql`${inForce} AND ${waits}`)
    .orderBy(standsFor.createdAt, standsFor.id)
    .limit(1)
  const notice = first && (await whereToTell(env, { clinicId, mergedId, at }))
  return {
    // Before those that end, of which nobody hears: they reach nothing any more.
    held: db
      .update(standsFor)
      .set({
        heldFor: sql`json_insert(coalesce(held_for, '[]'), '$[#]', ${mergedId})`,
        version: sql`version + 1`,
        updatedAt: at,
      })
      .where(sql`${inForce} AND ${waits}`),
    told: first && notice ? noticeRows(db, 'relation_held', first, notice, at, sql`1 = 1`) : [],
    ended: db
      .update(standsFor)
      .set({ endedAt: at, endedFor: 'merge', mergedId, version: sql`version + 1`, updatedAt: at })
      .where(sql`${inForce} AND ${ends}`),
  }
}

/** The addresses of all records of the person, as for a relation that begins. Where the patient Worker is silent the effect comes again. */
async function whereToTell(env: Env, { clinicId, mergedId, at }: { clinicId: string; mergedId: string; at: number }) {
  const known = await env.PATIENT['patient.email_at'](system(clinicId, at, `merge-${mergedId}`), {
    patientId: mergedId,
    at: at - addressAge,
  })
  if (!known.ok) throw new Error('the addresses of a merged person are not known')
  return { to: known.value.emails, origin: await knownOrigin(env, drizzle(env.IDENTITY_DB)) }
}

function splitting(
  env: Env,
  { clinicId, at, splitId, split }: { clinicId: string; at: number; splitId: string; split: SQL },
  ofPerson: SQL,
) {
  const db = drizzle(env.IDENTITY_DB)
  /** Those of a list that stay on the relation's own side. */
  const onItsSide = (list: SQL) =>
    sql`(SELECT json_group_array(o.value) FROM json_each(${list}) o WHERE o.value <> ${splitId}
      AND (o.value IN ${split}) = (stands_for.patient_id IN ${split}))`
  // The duplicate that is split off is itself among those covered, where it is the relation's own side's.
  const covers = sql`(SELECT json_group_array(o.value) FROM json_each(covers) o
    WHERE (o.value IN ${split}) = (stands_for.patient_id IN ${split}))`
  return {
    released: db
      .update(standsFor)
      .set({
        heldFor: sql`nullif(${onItsSide(sql`coalesce(held_for, '[]')`)}, '[]')`,
        covers,
        version: sql`version + 1`,
        updatedAt: at,
      })
      .where(sql`${ofPerson} AND (stands_for.held_for IS NOT NULL OR stands_for.covers <> '[]')`),
    begun: db
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
  }
}
