import { and, eq, inArray, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Context } from '../context.ts'
import { newId } from '../id.ts'
import { iso } from '../time.ts'
import { insertWhere } from './insert-where.ts'

/**
 * What must follow a write elsewhere: a row in the same batch, taken by the gateway's sweep, settled only when its effect is reported done.
 * A Worker that has some puts the table in its own database (migrations/staff/0002_create_outbox.sql is the model).
 */
export const outbox = sqliteTable('outbox', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  topic: text().notNull(),
  objectId: text('object_id').notNull(),
  payload: text({ mode: 'json' }).$type<OutboxPayload>().notNull(),
  createdAt: integer('created_at').notNull(),
  dueAt: integer('due_at').notNull(),
  attempts: integer().notNull(),
  settledAt: integer('settled_at'),
  requestId: text('request_id'),
})

/** Flat facts and ids, never a name of a patient or the text of a record. */
export type OutboxPayload = Record<string, string | number | boolean | null>

/** An effect that is due. Applying it twice must do no harm: the same entry comes again until it is settled. */
export interface OutboxEntry {
  id: string
  clinicId: string
  topic: string
  objectId: string
  payload: OutboxPayload
  createdAt: string
  attempts: number
}

/**
 * One effect to follow a write, guarded by `changes() > 0` like the rows of ledger.ts: put it right after the write or after one of those.
 *
 * @param payload facts, or an SQL expression that makes a JSON object of what the write has just left.
 * @param delay milliseconds after which it is due.
 */
export function outboxRow(context: Context, topic: string, objectId: string, payload: OutboxPayload | SQL, delay = 0) {
  const { actor, clinicId, at, db } = context
  const { requestId } = actor
  return insertWhere(
    db,
    outbox,
    {
      id: newId('event'),
      clinicId,
      topic,
      objectId,
      payload,
      createdAt: at,
      dueAt: at + delay,
      attempts: 0,
      requestId,
    },
    sql`changes() > 0`,
  )
}

/** Tries after which an entry is parked: it stays as it is, for an operator to look at, and is in nobody's way. */
export const mostTries = 10

/**
 * Take what is due, oldest first. Each entry taken is due again after a pause that doubles from one minute to an hour, so two sweeps at
 * once do not take the same, and what is not settled comes back, until it was tried often enough to be parked.
 */
export async function takePending(db: DrizzleD1Database, limit: number, at: number): Promise<OutboxEntry[]> {
  const due = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isNull(outbox.settledAt), lte(outbox.dueAt, at), lt(outbox.attempts, mostTries)))
    .orderBy(outbox.dueAt)
    .limit(limit)
  const rows = await db
    .update(outbox)
    .set({
      attempts: sql`attempts + 1`,
      dueAt: sql`${at} + min(3600000, 60000 << min(attempts, 6))`,
    })
    .where(inArray(outbox.id, due))
    .returning()
  return rows
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    .map(({ id, clinicId, topic, objectId, payload, createdAt, attempts }) => ({
      id,
      clinicId,
      topic,
      objectId,
      payload,
      createdAt: iso(createdAt),
      attempts,
    }))
}

/** Milliseconds for which a settled effect is kept, to look at. */
const settledLife = 86_400_000
/** How many are forgotten at once, so that a sweep stays short. */
const forgottenAtOnce = 5_000

/** Forget the effects that were done a day ago. */
export async function forgetSettled(db: DrizzleD1Database, at: number): Promise<void> {
  const old = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(lt(outbox.settledAt, at - settledLife))
    .limit(forgottenAtOnce)
  await db.delete(outbox).where(inArray(outbox.id, old))
}

/** Note that these effects are done; those settled before stay as they are. */
export async function settle(db: DrizzleD1Database, ids: string[], at: number): Promise<void> {
  await db
    .update(outbox)
    .set({ settledAt: at })
    .where(
      and(inArray(outbox.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`), isNull(outbox.settledAt)),
    )
}

/** Take back a try that was not made. */
export async function defer(db: DrizzleD1Database, ids: string[]): Promise<void> {
  await db
    .update(outbox)
    .set({ attempts: sql`max(0, attempts - 1)` })
    .where(inArray(outbox.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`))
}

/** An entry of an access log, by the request and the action that left it. */
export interface LoggedEntry {
  requestId: string
  clinicId: string
  action: string
}

/** The gateway has appended this entry itself: its effects are done, and the sweep need not look at them. */
export async function settleLogged(
  db: DrizzleD1Database,
  logged: LoggedEntry,
  topic: string,
  at: number,
): Promise<void> {
  await db
    .update(outbox)
    .set({ settledAt: at })
    .where(
      and(
        eq(outbox.requestId, logged.requestId),
        eq(outbox.clinicId, logged.clinicId),
        eq(outbox.topic, topic),
        sql`payload ->> 'action' = ${logged.action}`,
        isNull(outbox.settledAt),
      ),
    )
}
