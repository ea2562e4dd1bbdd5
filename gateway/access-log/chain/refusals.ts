import { mostInRow, type NewEntry } from './entry.ts'

/**
 * Refused requests of one account beyond a rate become one entry with a number, so that nobody can fill a log that is never cleared. The
 * first ones of a minute have entries of their own; the others are counted here until the minute is over or somebody reads the log.
 */
export const refusalWindowMs = 60_000

/** What one entry says of many refused requests. An event of signing in keeps its own name. */
const manyRefused = 'requests_refused'

const isEvent = ({ action }: NewEntry) => !action.includes('.')
const keyOf = (entry: NewEntry) => `${entry.accountId} ${isEvent(entry) ? entry.action : manyRefused}`

/** Count one refused request. @returns whether it has an entry of its own. */
export function countRefusal(sql: SqlStorage, entry: NewEntry, limit: number, now: number): boolean {
  const key = keyOf(entry)
  const counted = sql
    .exec<{ times: number; summary: string | null }>(
      `INSERT INTO refusals (key, began, times) VALUES (?, ?, 1)
       ON CONFLICT (key) DO UPDATE SET times = times + 1 RETURNING times, summary`,
      key,
      now,
    )
    .one()
  if (counted.times <= limit) return true
  const before: NewEntry | undefined = counted.summary === null ? undefined : JSON.parse(counted.summary)
  sql.exec('UPDATE refusals SET summary = ? WHERE key = ?', JSON.stringify(summaryOf(before, entry)), key)
  return false
}

/** The entry of the first, with the number and the patients of all: the first 200 of them by name. */
function summaryOf(before: NewEntry | undefined, entry: NewEntry): NewEntry {
  if (!before) return { ...entry, action: isEvent(entry) ? entry.action : manyRefused, objectId: undefined, times: 1 }
  const patientIds = [...new Set([...before.patientIds, ...entry.patientIds])]
  const named = patientIds.slice(0, mostInRow)
  return {
    ...before,
    patientIds: named,
    actsFor: [...new Set([...before.actsFor, ...entry.actsFor])].filter(id => named.includes(id)),
    unnamed: (before.unnamed ?? 0) + (entry.unnamed ?? 0) + patientIds.length - named.length,
    times: (before.times ?? 1) + 1,
    outcome: entry.outcome,
  }
}

/** Take the entries of windows that began until an instant, which are over. */
export function takeFinished(sql: SqlStorage, until: number): NewEntry[] {
  const rows = sql.exec<{ summary: string | null }>('SELECT summary FROM refusals WHERE began <= ?', until).toArray()
  if (rows.length > 0) sql.exec('DELETE FROM refusals WHERE began <= ?', until)
  return rows.flatMap(({ summary }) => (summary === null ? [] : (JSON.parse(summary) as NewEntry)))
}

/** Take all entries, whose windows go on: what is refused after this is counted beyond the rate still. */
export function takeAll(sql: SqlStorage): NewEntry[] {
  const rows = sql.exec<{ summary: string }>('SELECT summary FROM refusals WHERE summary IS NOT NULL').toArray()
  if (rows.length > 0) sql.exec('UPDATE refusals SET summary = NULL')
  return rows.map(({ summary }) => JSON.parse(summary) as NewEntry)
}
