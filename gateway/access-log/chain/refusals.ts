import type { NewEntry } from './entry.ts'

/**
 * Refused requests of one account beyond a rate become one entry with a number, so that nobody can fill a log that is never cleared. The
 * first ones of a minute have entries of their own; the others are counted here until the minute is over or somebody reads the log.
 *
 * The bounds: of one account in one such minute the entry names every patient tried, each once, up to 2,000, in rows of 200; each of them finds it
 * in their own log. Beyond these `unnamed` counts how often a patient was tried, repeats too. Where somebody reads the log, a new entry begins. A
 * refused request itself names at most 200 (`mostResolved`). So a storm adds ten rows a minute at most, and 2,000 lines to the index.
 */
export const refusalWindowMs = 60_000

/** Patients that the entry of one minute names at most. */
const mostNamed = 2_000

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
  const unnamed = namePatients(sql, key, entry)
  const before: NewEntry | undefined = counted.summary === null ? undefined : JSON.parse(counted.summary)
  const summary = { ...summaryOf(before, entry), unnamed: (before?.unnamed ?? 0) + (entry.unnamed ?? 0) + unnamed }
  sql.exec('UPDATE refusals SET summary = ? WHERE key = ?', JSON.stringify(summary), key)
  return false
}

/** Keep whom the refused request was about, each patient once. @returns how many of them there was no place for. */
function namePatients(sql: SqlStorage, key: string, { patientIds, actsFor }: NewEntry): number {
  const known = new Set(
    sql
      .exec<{ id: string }>('SELECT patient_id AS id FROM refused_patient WHERE key = ?', key)
      .toArray()
      .map(one => one.id),
  )
  const fresh = patientIds.filter(id => !known.has(id))
  const named = fresh.slice(0, Math.max(0, mostNamed - known.size))
  for (const [i, id] of named.entries()) {
    const place = known.size + i
    sql.exec('INSERT INTO refused_patient VALUES (?, ?, ?, ?)', key, id, place, actsFor.includes(id) ? 1 : 0)
  }
  return fresh.length - named.length
}

/** The entry of the first, with the number of all; their patients are kept apart until it is written. */
function summaryOf(before: NewEntry | undefined, entry: NewEntry): NewEntry {
  if (before) return { ...before, times: (before.times ?? 1) + 1, outcome: entry.outcome }
  const action = isEvent(entry) ? entry.action : manyRefused
  return { ...entry, action, objectId: undefined, patientIds: [], actsFor: [], times: 1 }
}

/** Take the entries of windows that began until an instant, which are over. */
export function takeFinished(sql: SqlStorage, until: number): NewEntry[] {
  const finished = take(sql, until)
  sql.exec('DELETE FROM refusals WHERE began <= ?', until)
  return finished
}

/** Take all entries, whose windows go on: what is refused after this is counted beyond the rate still. */
export function takeAll(sql: SqlStorage): NewEntry[] {
  const all = take(sql, Number.MAX_SAFE_INTEGER)
  if (all.length > 0) sql.exec('UPDATE refusals SET summary = NULL')
  return all
}

function take(sql: SqlStorage, until: number): NewEntry[] {
  const rows = sql
    .exec<{ key: string; summary: string }>(
      'SELECT key, summary FROM refusals WHERE began <= ? AND summary IS NOT NULL',
      until,
    )
    .toArray()
  return rows.map(({ key, summary }) => {
    const patients = sql
      .exec<{ patient_id: string; place: number; acts_for: number }>(
        'DELETE FROM refused_patient WHERE key = ? RETURNING patient_id, place, acts_for',
        key,
      )
      .toArray()
      .toSorted((a, b) => a.place - b.place)
    const counted = JSON.parse(summary) as NewEntry
    return {
      ...counted,
      // A summary of before the table has its patients in itself.
      patientIds: [...new Set([...counted.patientIds, ...patients.map(one => one.patient_id)])],
      actsFor: [...counted.actsFor, ...patients.filter(one => one.acts_for).map(one => one.patient_id)],
    }
  })
}
