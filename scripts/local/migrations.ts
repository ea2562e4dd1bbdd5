import { createHash, createHmac } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databases, root } from './root.ts'
import { Trouble } from './trouble.ts'

/** As `wrangler d1 migrations apply` keeps it, so that either goes on where the other ended. */
const ledger = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`

/**
 * The file in which the local runtime keeps the database of this binding. It names a file by a hash of the binding; browser and start tests
 * fail where a newer runtime names it otherwise, since its databases would then be empty.
 */
export function databaseFile(folder: string, binding: string): string {
  const kind = 'miniflare-D1DatabaseObject'
  const key = createHash('sha256').update(kind).digest()
  const short = (value: string | Buffer) => createHmac('sha256', key).update(value).digest().subarray(0, 16)
  const name = short(binding)
  return join(folder, 'v3/d1', kind, `${Buffer.concat([name, short(name)]).toString('hex')}.sqlite`)
}

/**
 * Apply to all five databases of a state folder what they have not had yet, each migration whole or not at all. Straight to their files:
 * starting a runtime for this took ten times as long as the migrations themselves.
 *
 * @throws Trouble where a database refuses.
 */
export function applyMigrations(folder: string): void {
  for (const { name, binding } of databases) {
    const path = databaseFile(folder, binding)
    mkdirSync(join(path, '..'), { recursive: true })
    try {
      applyTo(path, join(root, 'migrations', name))
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n')[0] : 'no reason given'
      throw new Trouble(
        `The database "${name}" in ${folder} cannot be migrated (${why}). Move that folder away, or name another with STATE=.`,
      )
    }
  }
}

function applyTo(path: string, migrations: string): void {
  const db = new DatabaseSync(path, { timeout: 5_000 })
  try {
    db.exec(`PRAGMA journal_mode = WAL; ${ledger}`)
    const applied = new Set(
      db
        .prepare('SELECT name FROM d1_migrations')
        .all()
        .map(({ name }) => name),
    )
    const note = db.prepare('INSERT INTO d1_migrations (name) VALUES (?)')
    for (const name of readdirSync(migrations).sort()) {
      if (applied.has(name) || !name.endsWith('.sql')) continue
      db.exec('BEGIN IMMEDIATE')
      try {
        db.exec(readFileSync(join(migrations, name), 'utf8'))
        note.run(name)
        db.exec('COMMIT')
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    }
  } finally {
    db.close()
  }
}
