import { and, asc, eq, gte, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Result } from '#shared/result'
import { iso, toInstant } from '#shared/time'
import { after, badCursor, readCursor } from '../paging.ts'
import { product } from '../products/schema.ts'
import type { Changing } from '../versioned-change.ts'
import type { ChangeVisitType, CreateVisitType, ListVisitTypes, VisitType, VisitTypePage } from './contract.ts'
import { type VisitTypeRow, visitType } from './schema.ts'

function toVisitType(row: VisitTypeRow): VisitType {
  return {
    id: row.id,
    name: row.name,
    minutes: row.minutes,
    bufferBefore: row.bufferBefore,
    bufferAfter: row.bufferAfter,
    productId: row.productId ?? undefined,
    selfBookable: row.selfBookable,
    active: row.active,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

const unknownProduct = () => fail('invalid_request', [{ path: 'productId', rule: 'unknown' }])

/** Whether the product of a visit type is one of the clinic's. */
async function knowsProduct({ db, clinicId }: Context, id: string | null | undefined): Promise<boolean> {
  if (!id) return true
  const rows = await db
    .select({ id: product.id })
    .from(product)
    .where(and(eq(product.clinicId, clinicId), eq(product.id, id)))
  return rows.length > 0
}

/** Add a kind of visit. `minutes` and buffers are whole minutes; buffers keep doctor and room free around it. */
export async function createVisitType(
  context: Context,
  input: CreateVisitType,
): Promise<Result<VisitType, 'invalid_request'>> {
  const { db, clinicId, at } = context
  if (!(await knowsProduct(context, input.productId))) return unknownProduct()
  const id = newId('visit_type')
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .insert(visitType)
      .values({
        id,
        clinicId,
        name: input.name,
        minutes: input.minutes,
        bufferBefore: input.bufferBefore ?? 0,
        bufferAfter: input.bufferAfter ?? 0,
        productId: input.productId,
        selfBookable: input.selfBookable ?? false,
        active: input.active ?? true,
        version: 1,
        createdAt: at,
        updatedAt: at,
      })
      .returning(),
    change: changeRow(context, 'visit_type', id, 'visit_type.created'),
    repeat: repeatRows(context, id),
  })
  if (!row) throw new Error('a visit type was inserted but not returned')
  return ok(toVisitType(row))
}

export async function getVisitType(context: Context, id: string): Promise<Result<VisitType, 'not_found'>> {
  const row = await findVisitType(context, id)
  return row ? ok(toVisitType(row)) : fail('not_found')
}

/** The row of one of the clinic's visit types. */
export async function findVisitType({ db, clinicId }: Context, id: string): Promise<VisitTypeRow | undefined> {
  const [row] = await db
    .select()
    .from(visitType)
    .where(and(eq(visitType.clinicId, clinicId), eq(visitType.id, id)))
  return row
}

/** Visit types by name. Patients see those they may book themselves. */
export async function listVisitTypes(
  context: Context,
  query: ListVisitTypes,
): Promise<Result<VisitTypePage, 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const limit = query.limit ?? defaultLimit
  const patientsOnly = actor.roles.every(role => role === 'patient') && actor.kind !== 'system'
  const kept: SQL[] = [eq(visitType.clinicId, clinicId)]
  if (query.active !== undefined) kept.push(eq(visitType.active, query.active))
  if (patientsOnly) kept.push(eq(visitType.active, true), eq(visitType.selfBookable, true))
  if (query.updatedSince !== undefined) {
    const key = readCursor(query.cursor, 'number')
    if (key === 'bad') return badCursor()
    const rows = await db
      .select()
      .from(visitType)
      .where(
        and(
          ...kept,
          gte(visitType.updatedAt, toInstant(query.updatedSince, actor.timezone)),
          after(visitType.updatedAt, visitType.id, key),
        ),
      )
      .orderBy(asc(visitType.updatedAt), asc(visitType.id))
      .limit(limit + 1)
    return ok(toPage(rows, limit, row => [row.updatedAt, row.id], toVisitType))
  }
  const key = readCursor(query.cursor, 'string')
  if (key === 'bad') return badCursor()
  const rows = await db
    .select()
    .from(visitType)
    .where(and(...kept, after(visitType.name, visitType.id, key)))
    .orderBy(asc(visitType.name), asc(visitType.id))
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.name, row.id], toVisitType))
}

/** Change a visit type. Visits already booked keep their length; `active: false` takes it out of use. */
export async function changeVisitType(
  context: Context,
  { id, version, change }: Changing<ChangeVisitType>,
): Promise<Result<VisitType, 'not_found' | 'stale' | 'invalid_request'>> {
  const { db, clinicId, at } = context
  if (!(await knowsProduct(context, change.productId))) return unknownProduct()
  const {
    row: [row],
    now: [now],
  } = await batch(db, {
    row: db
      .update(visitType)
      .set({ ...change, version: sql`${visitType.version} + 1`, updatedAt: at })
      .where(and(eq(visitType.clinicId, clinicId), eq(visitType.id, id), eq(visitType.version, version)))
      .returning(),
    now: db
      .select({ id: visitType.id })
      .from(visitType)
      .where(and(eq(visitType.clinicId, clinicId), eq(visitType.id, id))),
    change: changeRow(context, 'visit_type', id, 'visit_type.changed', { fields: Object.keys(change) }),
  })
  if (row) return ok(toVisitType(row))
  return now ? fail('stale') : fail('not_found')
}
