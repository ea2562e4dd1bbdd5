import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { decodeCursor } from '#shared/input/cursor'
import { fail } from '#shared/result'

/** The condition for rows after a cursor's key, in the order of one index. */
export function after(
  sort: SQLiteColumn,
  id: SQLiteColumn,
  key: readonly [string | number, string] | undefined,
  descending = false,
): SQL | undefined {
  if (!key) return undefined
  return descending ? sql`(${sort}, ${id}) < (${key[0]}, ${key[1]})` : sql`(${sort}, ${id}) > (${key[0]}, ${key[1]})`
}

/** The key of a cursor; `'bad'` for a cursor that this list did not make. */
export function readCursor<K extends 'string' | 'number'>(
  cursor: string | undefined,
  kind: K,
): readonly [K extends 'string' ? string : number, string] | undefined | 'bad' {
  if (cursor === undefined) return undefined
  const key = decodeCursor(cursor, [kind, 'string'] as const)
  // decodeCursor checked the first part against `kind`; the compiler cannot follow that through a conditional type.
  return key ? (key as unknown as readonly [K extends 'string' ? string : number, string]) : 'bad'
}

export const badCursor = () => fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
