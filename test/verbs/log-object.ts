import type { AccessLog } from '../../gateway/access-log/chain/access-log-object.ts'
import { type EntryRow, hashOf } from '../../gateway/access-log/chain/entry.ts'
import { env } from './env.ts'

/** A clinic's access log as somebody with its file has it in hand. */

const secret = String(env.LOG_SECRET)

/** The platform's own handle, which the tests' tools take. */
export const logObjectOf = (clinicId: string) =>
  env.ACCESS_LOG.getByName(clinicId) as unknown as DurableObjectStub<AccessLog>

type Undo = (sql: SqlStorage) => void

/** Change a log as somebody with its file would. @returns what puts it back. */
export function tamper(
  sql: SqlStorage,
  way: 'edited' | 'deleted' | 'unlisted' | 'restamped' | 'swapped',
  sequence: number,
  clinicId: string,
): Undo {
  const rows = sql.exec<EntryRow>('SELECT * FROM entry WHERE sequence >= ? ORDER BY sequence', sequence).toArray()
  const [row, next] = rows
  if (!row || !next) throw new Error(`there is no entry ${sequence}`)
  if (way === 'deleted') return without(sql, sequence, sequence)
  if (way === 'unlisted') {
    sql.exec('DELETE FROM entry_patient WHERE sequence = ?', sequence)
    return again => {
      again.exec('INSERT INTO entry_patient SELECT value, ?, ? FROM json_each(?)', row.at, sequence, row.patient_ids)
    }
  }
  const rename = (to: string) => sql.exec('UPDATE entry SET account_name = ? WHERE sequence = ?', to, sequence)
  if (way === 'edited') {
    rename('Somebody Else')
    return again => again.exec('UPDATE entry SET account_name = ? WHERE sequence = ?', row.account_name, sequence)
  }
  if (way === 'swapped') {
    const swap = (of: SqlStorage) => {
      of.exec('UPDATE entry SET sequence = 999999 WHERE sequence = ?', sequence)
      of.exec('UPDATE entry SET sequence = ? WHERE sequence = ?', sequence, sequence + 1)
      of.exec('UPDATE entry SET sequence = ? WHERE sequence = 999999', sequence + 1)
    }
    swap(sql)
    return swap
  }
  let { previous } = row
  for (const one of rows) {
    const changed = { ...one, previous, ...(one === row ? { account_name: 'Somebody Else' } : {}) }
    const hash = hashOf(changed, { secret, clinicId })
    sql.exec(
      'UPDATE entry SET account_name = ?, previous = ?, hash = ? WHERE sequence = ?',
      ...[changed.account_name, previous, hash, one.sequence],
    )
    previous = hash
  }
  return again => {
    for (const one of rows) {
      again.exec(
        'UPDATE entry SET account_name = ?, previous = ?, hash = ? WHERE sequence = ?',
        ...[one.account_name, one.previous, one.hash, one.sequence],
      )
    }
  }
}

/** Take the entries of a stretch out. */
export function without(sql: SqlStorage, from: number, to: number): Undo {
  const rows = sql.exec<EntryRow>('SELECT * FROM entry WHERE sequence BETWEEN ? AND ?', from, to).toArray()
  sql.exec('DELETE FROM entry WHERE sequence BETWEEN ? AND ?', from, to)
  return again => {
    for (const row of rows) {
      const names = Object.keys(row)
      again.exec(`INSERT INTO entry (${names}) VALUES (${names.map(() => '?')})`, ...Object.values(row))
    }
  }
}
