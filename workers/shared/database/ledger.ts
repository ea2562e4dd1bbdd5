import { and, type Column, eq, gt, lte, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Context } from '../context.ts'
import { newId } from '../id.ts'
import type { NobodysObject, ObjectName, PatientObject } from '../objects.ts'
import { accessRow, patientIdsIn, type Whose } from './access-row.ts'
import { heard } from './batch.ts'
import { insertFrom, insertWhere } from './insert-where.ts'

/**
 * The rows that go with a write, in the same batch: who changed what, and which Idempotency-Key made which object. Each Worker has the
 * two tables in its own database (migrations/<name>/0001_create_ledger.sql).
 *
 * Both rows are guarded by `changes() = 1`, so put them right after the one statement whose success they depend on: a stale version or a
 * refused rule then leaves neither.
 */

export const change = sqliteTable('change', {
  id: text().primaryKey(),
  clinicId: text('clinic_id').notNull(),
  object: text().notNull(),
  objectId: text('object_id').notNull(),
  action: text().notNull(),
  accountId: text('account_id').notNull(),
  actorName: text('actor_name').notNull(),
  requestId: text('request_id').notNull(),
  detail: text({ mode: 'json' }),
  /** Whose data it is, separated by spaces; null where it is nobody's. */
  patientIds: text('patient_ids'),
  at: integer().notNull(),
})

/** An object that a write has changed, as its row of the ledger says: ids and never content. The live channel announces it. */
export interface Changed {
  clinicId: string
  object: ObjectName
  id: string
  patientIds: string[]
}

export const idempotency = sqliteTable(
  'idempotency',
  {
    clinicId: text('clinic_id').notNull(),
    accountId: text('account_id').notNull(),
    route: text().notNull(),
    key: text().notNull(),
    bodyHash: text('body_hash').notNull(),
    objectId: text('object_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  table => [primaryKey({ columns: [table.clinicId, table.accountId, table.route, table.key] })],
)

/** What a write did to a patient's data. */
export interface Change {
  object: PatientObject
  objectId: string
  action: string
  /** What changed, never anything of another patient. */
  detail?: unknown
  /** Whose data it is. */
  patient: Whose
}

/** What goes with every write on a patient's data: what happened, and its entry for the access log. */
export function changeRows(context: Context, { object, objectId, action, detail, patient }: Change) {
  return [
    insertChange(context, object, objectId, action, detail, patient),
    ...accessRow(context, objectId, patient),
  ] as const
}

/** What happened to an object that is nobody's record, by whom and when. A patient's is written with `changeRows`. */
export function changeRow(context: Context, object: NobodysObject, objectId: string, action: string, detail?: unknown) {
  return insertChange(context, object, objectId, action, detail)
}

/** Append-only. `detail` says what changed, never anything of another patient. What is really written is noted in the context. */
function insertChange(
  context: Context,
  object: ObjectName,
  objectId: string,
  action: string,
  detail: unknown,
  whose?: Whose,
) {
  const patientIds = whose === undefined ? null : patientIdsIn(whose)
  const cells = { id: newId('change'), object, objectId, action, detail, patientIds, ...byWhom(context) }
  return noted(context, insertWhere(context.db, change, cells, sql`changes() = 1`))
}

/** What a write over many does to each of them. The ids are SQL over the source. */
export interface ManyChanges extends Omit<Change, 'object' | 'objectId' | 'patient'> {
  object: PatientObject
  id: SQL | string
  objectId: SQL | Column
  patient: SQL | Column
}

/** A change for each object that a source finds: `FROM …` and what follows it. */
export function changesFrom(context: Context, { patient, ...more }: ManyChanges, source: SQL) {
  return noted(context, insertFrom(context.db, change, { ...more, patientIds: patient, ...byWhom(context) }, source))
}

function byWhom({ clinicId, at, actor }: Context) {
  return { clinicId, accountId: actor.accountId, actorName: actor.name, requestId: actor.requestId, at }
}

/** The rows that this really writes, noted in the context. */
function noted({ changed }: Context, rows: ReturnType<typeof insertFrom<typeof change>>) {
  const written = rows.returning({
    clinicId: change.clinicId,
    object: change.object,
    id: change.objectId,
    patientIds: change.patientIds,
  })
  return heard(written, found => changed?.push(...found.map(changedOf)))
}

/** What a row of the ledger says to the live channel. */
function changedOf(row: { clinicId: string; object: string; id: string; patientIds: string | null }): Changed {
  const { clinicId, object, id, patientIds } = row
  // The ledger writes names of the table of objects alone.
  return { clinicId, object: object as ObjectName, id, patientIds: patientIds?.split(' ').filter(Boolean) ?? [] }
}

/** Marks the request's Idempotency-Key as used for this object; no row where the client sent none. */
export function repeatRows(context: Context, objectId: string) {
  const { actor, clinicId, at, db } = context
  const { repeat, accountId } = actor
  if (!repeat) return []
  return [
    insertWhere(
      db,
      idempotency,
      { clinicId, accountId, route: repeat.route, key: repeat.key, bodyHash: repeat.bodyHash, objectId, createdAt: at },
      sql`changes() = 1`,
    ),
  ]
}

/**
 * What the request's Idempotency-Key was used for, where a verb of many writes must know before its first one. Others leave it to `perform`,
 * which looks only when a write was refused.
 */
export async function usedKey(context: Context): Promise<{ objectId: string; same: boolean } | undefined> {
  const { actor, clinicId, at, db } = context
  const { repeat, accountId } = actor
  if (!repeat) return undefined
  const [row] = await db
    .select({ objectId: idempotency.objectId, bodyHash: idempotency.bodyHash })
    .from(idempotency)
    .where(
      and(
        eq(idempotency.clinicId, clinicId),
        eq(idempotency.accountId, accountId),
        eq(idempotency.route, repeat.route),
        eq(idempotency.key, repeat.key),
        gt(idempotency.createdAt, at - keyLife),
      ),
    )
  return row && { objectId: row.objectId, same: row.bodyHash === repeat.bodyHash }
}

/** Milliseconds for which a repeat of a write is recognised. */
const keyLife = 86_400_000

/** Forget the keys that have served their time; after that the same key is a new one. For the sweep, over all clinics. */
export async function forgetKeys(database: D1Database, at: number): Promise<void> {
  await drizzle(database)
    .delete(idempotency)
    .where(lte(idempotency.createdAt, at - keyLife))
}
