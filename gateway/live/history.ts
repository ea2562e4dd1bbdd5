import type { Changed } from '#shared/database/ledger'

/**
 * What has changed at a clinic lately, by number, in the object's own storage: whoever was away is told what it missed. Patients count in
 * numbers of their own, for the clinic's would tell them how busy it is.
 */

/** Milliseconds for which a change is remembered, and how many at most. */
const kept = { ms: 3_600_000, items: 10_000 }
/** Changes that one catches up with; whoever missed more asks everything again. */
export const mostMissed = 500

/** A change as the clinic's own object remembers it. */
export type Remembered = Omit<Changed, 'clinicId'>

/** What somebody is told who comes back and says the last number it had. */
export type CatchUp = 'nothing' | 'missed' | 'reboot'

/**
 * @param since the last number the client had; undefined where it had none, so that it has just asked everything.
 * @param oldest the oldest change that is remembered; one more than `newest` where none is.
 */
export function catchUp(since: number | undefined, oldest: number, newest: number): CatchUp {
  if (since === undefined || since === newest) return 'nothing'
  // A number from the future is of another life of this clinic.
  if (since > newest || since < oldest - 1 || newest - since > mostMissed) return 'reboot'
  return 'missed'
}

export class History {
  #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(`CREATE TABLE IF NOT EXISTS item (number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, object TEXT NOT NULL,
      id TEXT NOT NULL, patient_ids TEXT NOT NULL)`)
    sql.exec(`CREATE TABLE IF NOT EXISTS own_number (account_id TEXT NOT NULL, own INTEGER NOT NULL, number INTEGER NOT NULL,
      PRIMARY KEY (account_id, own)) WITHOUT ROWID`)
  }

  /** The number of the newest change, 0 where there was none. */
  newest(): number {
    const [row] = this.#sql.exec<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'item'")
    return row?.seq ?? 0
  }

  oldest(): number {
    const { number } = this.#sql.exec<{ number: number | null }>('SELECT min(number) AS number FROM item').one()
    return number ?? this.newest() + 1
  }

  /** The number of the newest change before an instant, as far as it is remembered. */
  numberAt(at: number): number {
    const [row] = this.#sql.exec<{ number: number | null }>('SELECT min(number) AS number FROM item WHERE at >= ?', at)
    return row?.number ? row.number - 1 : this.newest()
  }

  add(changed: readonly Changed[], at: number): void {
    for (const { object, id, patientIds } of changed) {
      const ids = patientIds.join(' ')
      this.#sql.exec('INSERT INTO item (at, object, id, patient_ids) VALUES (?, ?, ?, ?)', at, object, id, ids)
    }
    const beyond = this.newest() - kept.items
    this.#sql.exec('DELETE FROM item WHERE number <= ? OR at < ?', beyond, at - kept.ms)
    this.#sql.exec('DELETE FROM own_number WHERE number < ?', this.oldest() - 1)
  }

  /** The changes after a number, up to another, oldest first. */
  between(after: number, upTo: number): Remembered[] {
    const rows = this.#sql.exec<{ object: Changed['object']; id: string; patient_ids: string }>(
      'SELECT object, id, patient_ids FROM item WHERE number > ? AND number <= ? ORDER BY number',
      after,
      upTo,
    )
    return [...rows].map(({ object, id, patient_ids }) => ({
      object,
      id,
      patientIds: patient_ids.split(' ').filter(Boolean),
    }))
  }

  /** Which of the clinic's numbers an account's own one stands for; undefined where it is not remembered. */
  numberOf(accountId: string, own: number): number | undefined {
    const [row] = this.#sql.exec<{ number: number }>(
      'SELECT number FROM own_number WHERE account_id = ? AND own = ?',
      accountId,
      own,
    )
    return row?.number
  }

  /** Give an account the next of its own numbers, for the clinic's number up to which it has now been told. */
  nextOwn(accountId: string, number: number): number {
    return this.#sql
      .exec<{ own: number }>(
        `INSERT INTO own_number (account_id, own, number)
         SELECT ?1, coalesce(max(own), 0) + 1, ?2 FROM own_number WHERE account_id = ?1 RETURNING own`,
        accountId,
        number,
      )
      .one().own
  }
}
