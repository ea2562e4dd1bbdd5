/** A question to the log. Instants are Unix milliseconds, `from` inclusive, `to` exclusive. */
export interface AccessQuery {
  from?: number
  to?: number
  accountId?: string
  patientId?: string
  action?: string
  outcome?: string[]
  /** Go on after this entry: its instant and sequence. */
  after?: { at: number; sequence: number }
  limit: number
}

/** The statement of a question: newest first by instant, then sequence. Each filter has an index that ends in the instant. */
export function sqlOf(query: AccessQuery): { sql: string; params: (string | number)[] } {
  const { from, to, accountId, patientId, action, outcome, after, limit } = query
  const where: string[] = []
  const params: (string | number)[] = []
  const and = (condition: string, ...values: (string | number)[]) => {
    where.push(condition)
    params.push(...values)
  }
  // With a patient the index by patient leads, whose instants and sequences are the entry's own.
  const [source, time] = patientId
    ? ['entry_patient p CROSS JOIN entry e ON e.sequence = p.sequence', 'p']
    : ['entry e', 'e']
  if (patientId) and('p.patient_id = ?', patientId)
  if (from !== undefined) and(`${time}.at >= ?`, from)
  if (to !== undefined) and(`${time}.at < ?`, to)
  if (after) and(`(${time}.at, ${time}.sequence) < (?, ?)`, after.at, after.sequence)
  if (accountId) and('e.account_id = ?', accountId)
  if (action) and('e.action = ?', action)
  if (outcome) {
    // Said apart, so that the index of the refused ones serves it.
    if (!outcome.includes('ok')) and("e.outcome <> 'ok'")
    and('e.outcome IN (SELECT value FROM json_each(?))', JSON.stringify(outcome))
  }
  const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''
  params.push(limit)
  return {
    sql: `SELECT e.* FROM ${source} ${condition} ORDER BY ${time}.at DESC, ${time}.sequence DESC LIMIT ?`,
    params,
  }
}

/** Who opened whose record in a span: the rows of `openingsSql`. */
export type Opening = {
  account_id: string
  account_name: string
  patient_id: string
  /** The last time, Unix milliseconds. */
  at: number
}

export interface OpeningsQuery {
  from: number
  to: number
  actions: string[]
  limit: number
}

/** Each pair of reader and patient once, of entries that name one person: a list over many patients opens nobody's record. */
export function openingsSql({ from, to, actions, limit }: OpeningsQuery): { sql: string; params: (string | number)[] } {
  return {
    sql: `SELECT e.account_id, max(e.account_name) AS account_name, p.value AS patient_id, max(e.at) AS at
      FROM entry e JOIN json_each(e.patient_ids) p
      WHERE e.at >= ? AND e.at < ? AND e.outcome = 'ok' AND e.action IN (SELECT value FROM json_each(?))
        AND e.roles <> '["patient"]' AND json_array_length(e.patient_ids) <= 3
      GROUP BY e.account_id, p.value LIMIT ?`,
    params: [from, to, JSON.stringify(actions), limit],
  }
}
