import { addDays, localDate, startOfDay } from '#shared/time'
import { type AccessQuery, sqlOf } from './sql.ts'

/** A question to the log by days. `to` is where a page goes on, too: the midnight before which its days are. */
export interface DaysQuery extends Omit<AccessQuery, 'after' | 'limit' | 'patientId'> {
  /** One person's ids; none asks for everybody. */
  patientIds: string[]
  timezone: string
  /** Lines after which no further day begins. */
  lines: number
}

/** What one account did on one day. */
export interface PersonOfDay {
  accountId: string
  accountName: string
  /** JSON. */
  roles: string
  behalf: boolean
  /** Unix milliseconds. */
  first: number
  last: number
  withReason: boolean
  reasons: string[]
  actions: { action: string; refused: boolean; times: number }[]
  /** The first twenty, and how many. */
  patients: { count: number; ids: string[] }
}

export interface FoundDays {
  days: { date: string; people: PersonOfDay[] }[]
  /** The midnight before which there is more; absent at the end. */
  before?: number
}

/** Days that one page has at most, and patients that a line names. */
const most = { days: 31, named: 20 }

/** Whole days, so that no line is torn apart by a page: the day of the newest entry first, and so on until there are lines enough. */
export function daysOf(sql: SqlStorage, query: DaysQuery): FoundDays {
  const { timezone, from = 0 } = query
  const days: FoundDays['days'] = []
  let before = query.to
  let lines = 0
  for (;;) {
    const newest = newestBefore(sql, query, before)
    if (newest === undefined) return { days }
    if (lines >= query.lines || days.length >= most.days) return before === undefined ? { days } : { days, before }
    const date = localDate(newest, timezone)
    const [begins, ends] = [startOfDay(date, timezone), startOfDay(addDays(date, 1), timezone)]
    const people = peopleOf(sql, query, Math.max(begins, from), Math.min(ends, before ?? ends))
    days.push({ date, people })
    lines += people.length
    before = begins
  }
}

function newestBefore(sql: SqlStorage, query: DaysQuery, to: number | undefined): number | undefined {
  const { patientIds, timezone: _, lines: __, ...filters } = query
  const newest = (patientIds.length > 0 ? patientIds : [undefined]).flatMap(patientId => {
    const asked = sqlOf({ ...filters, to, patientId, limit: 1 })
    return sql
      .exec<{ at: number }>(asked.sql, ...asked.params)
      .toArray()
      .map(row => row.at)
  })
  return newest.length > 0 ? Math.max(...newest) : undefined
}

type Row = {
  account_id: string
  account_name: string
  roles: string
  behalf: number
  action: string
  refused: number
  times: number
  first: number
  last: number
  under: number
  reasons: string
}

/** Of one day, who acted last first. */
function peopleOf(sql: SqlStorage, query: DaysQuery, from: number, to: number): PersonOfDay[] {
  const { source, condition, params, behalf } = narrowed(query, from, to)
  const rows = sql
    .exec<Row>(
      `SELECT e.account_id, max(e.account_name) AS account_name, max(e.roles) AS roles, ${behalf} AS behalf, e.action,
         e.outcome <> 'ok' AS refused, sum(e.times) AS times, min(e.at) AS first, max(e.at) AS last, max(e.under <> '[]') AS under,
         json_group_array(DISTINCT e.reason) FILTER (WHERE e.reason IS NOT NULL) AS reasons
       FROM ${source} WHERE ${condition}
       GROUP BY e.account_id, ${behalf}, e.action, e.outcome <> 'ok' ORDER BY first`,
      ...params,
    )
    .toArray()
  const people = new Map<string, PersonOfDay>()
  for (const row of rows) {
    const person = people.get(keyOf(row)) ?? begun(row)
    people.set(keyOf(row), person)
    person.last = Math.max(person.last, row.last)
    person.withReason ||= row.under === 1
    person.reasons.push(...(JSON.parse(row.reasons) as string[]))
    person.actions.push({ action: row.action, refused: row.refused === 1, times: row.times })
  }
  if (query.patientIds.length === 0) namePatients(sql, people, narrowed(query, from, to))
  return [...people.values()].toSorted((a, b) => b.last - a.last)
}

const keyOf = ({ account_id, behalf }: Pick<Row, 'account_id' | 'behalf'>) => `${account_id} ${behalf}`

function begun({ account_id, account_name, roles, behalf, first, last }: Row): PersonOfDay {
  return {
    accountId: account_id,
    accountName: account_name,
    roles,
    behalf: behalf === 1,
    first,
    last,
    withReason: false,
    reasons: [],
    actions: [],
    patients: { count: 0, ids: [] },
  }
}

function namePatients(sql: SqlStorage, people: Map<string, PersonOfDay>, asked: Narrowed): void {
  const named = sql.exec<{ account_id: string; behalf: number; id: string }>(
    `SELECT DISTINCT e.account_id, ${asked.behalf} AS behalf, n.value AS id
     FROM ${asked.source} JOIN json_each(e.patient_ids) n WHERE ${asked.condition}`,
    ...asked.params,
  )
  for (const row of named) {
    const patients = people.get(keyOf(row))?.patients
    if (!patients) continue
    patients.count += 1
    if (patients.ids.length < most.named) patients.ids.push(row.id)
  }
}

interface Narrowed {
  source: string
  condition: string
  params: (string | number)[]
  behalf: string
}

/** The entries of a span that a question is about, each once under however many ids it names the person. */
function narrowed(query: DaysQuery, from: number, to: number): Narrowed {
  const { patientIds, accountId, action, outcome } = query
  const ids = JSON.stringify(patientIds)
  const conditions = ['e.at >= ?', 'e.at < ?']
  const params: (string | number)[] = [from, to]
  const and = (condition: string, value: string) => {
    conditions.push(condition)
    params.push(value)
  }
  if (accountId) and('e.account_id = ?', accountId)
  if (action) and('e.action = ?', action)
  if (outcome) and('e.outcome IN (SELECT value FROM json_each(?))', JSON.stringify(outcome))
  if (patientIds.length === 0) {
    return { source: 'entry e', condition: conditions.join(' AND '), params, behalf: "(e.acts_for <> '[]')" }
  }
  return {
    // The index by patient leads. The ids stand in it as JSON once, and behalf refers to them by name.
    source: `(SELECT ? AS json) ids CROSS JOIN (SELECT DISTINCT p.sequence FROM json_each(?) n
      CROSS JOIN entry_patient p ON p.patient_id = n.value AND p.at >= ? AND p.at < ?) s
      CROSS JOIN entry e ON e.sequence = s.sequence`,
    condition: conditions.join(' AND '),
    params: [ids, ids, from, to, ...params],
    behalf: 'EXISTS (SELECT 1 FROM json_each(e.acts_for) f JOIN json_each(ids.json) i ON i.value = f.value)',
  }
}
