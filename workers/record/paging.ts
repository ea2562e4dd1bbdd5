import { type AnyColumn, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { decodeCursor, defaultLimit } from '#shared/input/cursor'

export interface Place {
  limit: number
  /** What a row must fulfil to come after the cursor; nothing on the first page. */
  after: SQL | undefined
}

/**
 * Where a list goes on: after the last row's time and id, in the direction it is read.
 *
 * @returns undefined for a cursor that is none of ours.
 */
export function keyset(
  input: { limit?: number; cursor?: string },
  time: AnyColumn,
  id: AnyColumn,
  direction: 'ascending' | 'descending',
): Place | undefined {
  const limit = input.limit ?? defaultLimit
  if (input.cursor === undefined) return { limit, after: undefined }
  const last = decodeCursor(input.cursor, ['number', 'string'])
  if (!last) return undefined
  const [lastTime, lastId] = last
  const after = sql`(${time}, ${id}) ${sql.raw(direction === 'ascending' ? '>' : '<')} (${lastTime}, ${lastId})`
  return { limit, after }
}

/** Whether a column holds one of these ids, as one bound parameter whatever their number. */
export function among(column: AnyColumn, ids: string[]): SQL {
  return inArray(column, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`)
}

/** The filter of a comma list. One id is an equation, so that the index also gives the order. */
export function oneOf(column: AnyColumn, ids: string[] | undefined): SQL | undefined {
  if (ids === undefined) return undefined
  const [first, ...others] = ids
  return first !== undefined && others.length === 0 ? eq(column, first) : among(column, ids)
}
