/**
 * Keyset paging: a cursor is the sort key of the last row shown, as base64url of JSON. It is opaque to clients and never trusted: it only
 * says where to go on, inside a query that is the clinic's anyway.
 */

export const defaultLimit = 20

export function encodeCursor(key: (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** The sort key of a cursor, if it has as many parts of the right kinds; undefined for anything a client made up. */
export function decodeCursor<const K extends readonly ('string' | 'number')[]>(
  cursor: string,
  kinds: K,
): { [I in keyof K]: K[I] extends 'string' ? string : number } | undefined {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))
    const key: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
    if (!Array.isArray(key) || key.length !== kinds.length) return undefined
    // Each part was held against its kind, which the compiler cannot follow through a mapped tuple.
    return key.every((part, i) => typeof part === kinds[i]) ? (key as never) : undefined
  } catch {
    return undefined
  }
}

/**
 * Make a page of `limit + 1` rows: the extra row only says that there is more.
 *
 * @param key the sort key of a row, in the order of the index.
 */
export function toPage<R, T>(rows: R[], limit: number, key: (row: R) => (string | number)[], view: (row: R) => T) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(view),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null,
  }
}
