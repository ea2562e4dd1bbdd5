import type { Broken } from '../contract.ts'
import { type ChainEnd, type ChainKey, type EntryRow, hashOf } from './entry.ts'

/**
 * Hold the entries after a given end of the chain against what they should be: none missing, each following from the one before it, each as it was
 * written, each in the list of every patient it names, and at a checkpoint the very entry that the checkpoint saw.
 *
 * @param count how many sequences to walk; the walk ends earlier where the log does.
 * @param checkpoints those within the stretch.
 * @returns where the walk ended, the first broken entry, and how many rows were read.
 */
export function verifyChunk(
  sql: SqlStorage,
  key: ChainKey,
  after: ChainEnd,
  count: number,
  checkpoints: ChainEnd[],
): { end: ChainEnd; broken?: Broken; read: number } {
  const until = after.sequence + count
  const last = sql.exec<{ n: number }>('SELECT coalesce(max(sequence), 0) AS n FROM entry').one().n
  const wanted = Map.groupBy(checkpoints, one => one.sequence)
  const unlisted = firstUnlisted(sql, after.sequence, until)
  let end = after
  const read = () => rows.rowsRead + unlisted.read
  const broken = (reason: Broken['reason']) => ({ end, broken: { sequence: end.sequence + 1, reason }, read: read() })
  const rows = sql.exec<EntryRow>(
    'SELECT * FROM entry WHERE sequence > ? AND sequence <= ? ORDER BY sequence',
    after.sequence,
    until,
  )
  for (const row of rows) {
    if (row.sequence !== end.sequence + 1) return broken('missing')
    // An entry that is not what was written comes before one that does not fit: it says what happened to this very entry.
    if (hashOf(row, key) !== row.hash) return broken('altered')
    if (row.previous !== end.hash) return broken('unlinked')
    if (row.sequence === unlisted.first) return broken('unlisted')
    if (wanted.get(row.sequence)?.some(one => one.hash !== row.hash)) return broken('differs_from_checkpoint')
    end = { sequence: row.sequence, hash: row.hash }
  }
  return last > end.sequence && end.sequence < until ? broken('missing') : { end, read: read() }
}

/** The first entry that a patient it names would not find. */
function firstUnlisted(sql: SqlStorage, after: number, until: number): { first: number | undefined; read: number } {
  const cursor = sql.exec<{ sequence: number }>(
    `SELECT e.sequence FROM entry e, json_each(CASE WHEN json_valid(e.patient_ids) THEN e.patient_ids ELSE '[]' END) named
     WHERE e.sequence > ? AND e.sequence <= ? AND NOT EXISTS (
       SELECT 1 FROM entry_patient p WHERE p.patient_id = named.value AND p.at = e.at AND p.sequence = e.sequence)
     ORDER BY e.sequence LIMIT 1`,
    after,
    until,
  )
  const first = cursor.toArray()[0]?.sequence
  return { first, read: cursor.rowsRead }
}
