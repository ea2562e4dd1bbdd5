import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { hashOf } from '../../gateway/access-log/chain/entry.ts'
import type { State } from '../../scripts/local/state.ts'

/** The files of the access logs in a state that is not being served, for those who would change what is in them. */

const folderOf = (state: State) => join(state.folder, 'v3/do/gateway-AccessLog')

/** The file of each clinic's log. What lies in a write-ahead log beside it is put into it first, so that the file alone is the log. */
export function logFiles(state: State): Map<string, string> {
  const found = new Map<string, string>()
  for (const name of readdirSync(folderOf(state)).filter(one => /^[0-9a-f]{64}\.sqlite$/.test(one))) {
    const path = join(folderOf(state), name)
    const clinicId = open(path, database => {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      return database.prepare('SELECT id FROM clinic').get()?.id
    })
    if (typeof clinicId === 'string') found.set(clinicId, path)
  }
  return found
}

export function open<T>(path: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path)
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** Run statements as someone with the file would: its triggers are no obstacle to them. */
export function tamper(path: string, ...statements: string[]): void {
  open(path, database => {
    const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`)
    for (const statement of statements) database.exec(statement)
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  })
}

/** Make every hash from this entry on anew, each from the one before it, with whatever secret. */
export function restamp(path: string, clinicId: string, from: number, secret: string): void {
  open(path, database => {
    let previous = String(database.prepare('SELECT hash FROM entry WHERE sequence = ?').get(from - 1)?.hash ?? '')
    for (const row of database.prepare('SELECT * FROM entry WHERE sequence >= ? ORDER BY sequence').all(from)) {
      // The row of our own table, whatever its values have become.
      const hash = hashOf({ ...(row as unknown as Parameters<typeof hashOf>[0]), previous }, { secret, clinicId })
      database
        .prepare('UPDATE entry SET previous = ?, hash = ? WHERE sequence = ?')
        .run(previous, hash, Number(row.sequence))
      previous = hash
    }
  })
}

export function secretOf(state: State): string {
  return /^LOG_SECRET=(.*)$/m.exec(readFileSync(state.secrets, 'utf8'))?.[1] ?? ''
}

export function copy(path: string): () => void {
  const kept = `${path}.kept`
  copyFileSync(path, kept)
  return () => copyFileSync(kept, path)
}
