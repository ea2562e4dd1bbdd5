import type { Workers } from '../calls.ts'

/**
 * How far the demo is: one row of a table that local states alone have, beside identity's. GET /health reads it. A load that was stopped goes
 * on where it says, from the same instant.
 */

export interface Progress<Known> {
  /** The instant from which everything is planned. */
  at: number
  /** The ids of what was made first. */
  known: Known
  /** How many pieces are loaded, of how many; with the first of them the demo can be used. */
  done: number
  total: number
  first: number
}

const table = `CREATE TABLE IF NOT EXISTS demo (
  one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL, known TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL,
  first INTEGER NOT NULL) STRICT`

export async function readProgress<Known>({ IDENTITY_DB }: Workers): Promise<Progress<Known> | undefined> {
  await IDENTITY_DB.prepare(table).run()
  const row = await IDENTITY_DB.prepare('SELECT at, known, done, total, first FROM demo').first<
    Omit<Progress<Known>, 'known'> & { known: string }
  >()
  return row ? { ...row, known: JSON.parse(row.known) } : undefined
}

export async function begin<Known>({ IDENTITY_DB }: Workers, progress: Progress<Known>): Promise<void> {
  const { at, known, done, total, first } = progress
  await IDENTITY_DB.prepare('INSERT INTO demo (one, at, known, done, total, first) VALUES (1, ?, ?, ?, ?, ?)')
    .bind(at, JSON.stringify(known), done, total, first)
    .run()
}

export async function noteDone<Known>({ IDENTITY_DB }: Workers, done: number, known: Known): Promise<void> {
  await IDENTITY_DB.prepare('UPDATE demo SET done = ?, known = ?').bind(done, JSON.stringify(known)).run()
}
