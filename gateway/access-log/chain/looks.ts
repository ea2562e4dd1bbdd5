import type { NewEntry } from './entry.ts'

/**
 * The log keeps what people looked at, and not how often a screen asked for it. Whoever looks at somebody for the first time always has an entry:
 * what is left out here is what stands in the chain already, by the same account, in the same roles, for the same reason.
 *
 * - Of a list or a board the patients whom this account has not been shown by this action in this hour, however many.
 * - Opening an object is an entry of its own; the same session that asks for the same again within five minutes leaves none.
 * - Reading the log is one entry of an account and hour, for each patient to whom it was narrowed.
 */
export type Look = 'opening' | 'list' | 'hourly'

/** Milliseconds. */
const hour = 3_600_000
const refetch = 5 * 60_000

/** What of an entry was not in the log before; undefined where all of it was. */
export function newIn(sql: SqlStorage, entry: NewEntry): NewEntry | undefined {
  const { look, patientIds, outcome } = entry
  if (!look || outcome !== 'ok') return entry
  if (look === 'opening') return isRefetch(sql, entry) ? undefined : entry
  if (patientIds.length === 0) return look === 'hourly' && hasLooked(sql, entry) ? undefined : entry
  const shown = shownBefore(sql, entry)
  const fresh = patientIds.filter(id => !shown.has(id))
  return fresh.length > 0 ? { ...entry, patientIds: fresh } : undefined
}

/** The same account, in the same roles and under the same accesses, by the same action in the same hour. */
const sameLook = `e.account_id = ? AND e.action = ? AND e.roles = ? AND e.under = ? AND e.outcome = 'ok' AND e.at >= ? AND e.at < ?`

function facts({ accountId, action, roles, under = [], at }: NewEntry): (string | number)[] {
  const begins = at - (at % hour)
  return [accountId, action, JSON.stringify(roles), JSON.stringify(under), begins, begins + hour]
}

/** Those of an entry's patients whom the chain names for this hour. */
function shownBefore(sql: SqlStorage, entry: NewEntry): Set<string> {
  const begins = entry.at - (entry.at % hour)
  const rows = sql.exec<{ id: string }>(
    `SELECT DISTINCT p.patient_id AS id FROM json_each(?) n
     CROSS JOIN entry_patient p ON p.patient_id = n.value AND p.at >= ? AND p.at < ?
     CROSS JOIN entry e ON e.sequence = p.sequence WHERE ${sameLook}`,
    JSON.stringify(entry.patientIds),
    begins,
    begins + hour,
    ...facts(entry),
  )
  return new Set([...rows].map(({ id }) => id))
}

function hasLooked(sql: SqlStorage, entry: NewEntry): boolean {
  return sql.exec(`SELECT 1 FROM entry e WHERE ${sameLook} LIMIT 1`, ...facts(entry)).toArray().length > 0
}

/** Whether this session asked for the same object, and was shown the same people, within five minutes. Otherwise it is remembered as asked now. */
function isRefetch(sql: SqlStorage, entry: NewEntry): boolean {
  const { accountId, sessionId, action, objectId, roles, under = [], patientIds, at } = entry
  // Who asked for somebody that is not there leaves an entry each time: what was asked for does not stand in the key.
  if (!sessionId || patientIds.length === 0) return false
  sql.exec('DELETE FROM opened_lately WHERE at <= ?', at - refetch)
  const key = JSON.stringify([accountId, sessionId, action, objectId, roles, under, patientIds.toSorted()])
  const rows = sql.exec('INSERT INTO opened_lately (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING 1', key, at)
  return rows.toArray().length === 0
}
