import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { getTableColumns, type Table } from 'drizzle-orm'

/** Writing many rows into the local D1 files, past the verbs: 100,000 registrations over HTTP would take an hour. */

export type Row = Record<string, SQLInputValue>

/** A table that only one of the databases has. */
const owns = {
  identity: 'account',
  patient: 'search_term',
  staff: 'availability',
  appointment: 'visit_type',
  record: 'encounter',
} as const
export type DatabaseName = keyof typeof owns

/** The file of each database in a migrated state folder. They are named by a hash, so each is known by its tables. */
export function databaseFiles(stateFolder: string): Record<DatabaseName, string> {
  const folder = join(stateFolder, 'v3/d1/miniflare-D1DatabaseObject')
  const found: Partial<Record<DatabaseName, string>> = {}
  for (const name of readdirSync(folder)) {
    if (!/^[0-9a-f]{64}\.sqlite$/.test(name)) continue
    const path = join(folder, name)
    const db = new DatabaseSync(path)
    for (const [database, table] of Object.entries(owns) as [DatabaseName, string][]) {
      if (db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table)) found[database] = path
    }
    db.close()
  }
  const { identity, patient, staff, appointment, record } = found
  if (!identity || !patient || !staff || !appointment || !record) throw new Error(`databases are missing in ${folder}`)
  return { identity, patient, staff, appointment, record }
}

/** Fill one database in one transaction. Its triggers and indexes are taken away meanwhile and made again afterwards. */
export function fill(path: string, write: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: false })
  // No journal: a fill that breaks off is thrown away whole.
  db.exec(
    'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -524288; PRAGMA temp_store = MEMORY',
  )
  const kept = db
    .prepare("SELECT name, type, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL")
    .all() as unknown as { name: string; type: string; sql: string }[]
  db.exec('BEGIN')
  for (const { type, name } of kept) db.exec(`DROP ${type} ${name}`)
  write(db)
  for (const { sql } of kept) db.exec(sql)
  db.exec('COMMIT; PRAGMA journal_mode = WAL')
  db.close()
}

/** Inserts rows of one shape into a table. */
export function writer(db: DatabaseSync, table: string): (row: Row) => void {
  let insert: ReturnType<DatabaseSync['prepare']> | undefined
  return row => {
    const names = Object.keys(row)
    insert ??= db.prepare(`INSERT INTO ${table} (${names}) VALUES (${names.map(() => '?')})`)
    insert.run(...Object.values(row))
  }
}

/** The row that Drizzle would write of these values. */
export function rowOf<T extends Table>(table: T, values: Partial<T['$inferSelect']>): Row {
  const columns = getTableColumns(table)
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const column = columns[key]
      if (!column) return []
      return [[column.name, value === null || value === undefined ? null : column.mapToDriverValue(value)]]
    }),
  ) as Row
}

/** A second clinic of the same size: every row again under other ids, so that a query without its clinic reads twice as much. */
export function copyClinic(db: DatabaseSync, from: string, to: string): void {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%clinic_id%'")
    .all() as unknown as { name: string }[]
  for (const { name } of tables) {
    const columns = (
      db.prepare(`PRAGMA table_xinfo(${name})`).all() as unknown as { name: string; hidden: number }[]
    ).filter(column => column.hidden === 0)
    const values = columns.map(column => {
      if (column.name === 'clinic_id') return `'${to}'`
      return column.name === 'slug' || /(^|_)id$/.test(column.name)
        ? `replace(${column.name}, '-b-', '-o-')`
        : column.name
    })
    db.exec(
      `INSERT INTO ${name} (${columns.map(column => column.name)}) SELECT ${values} FROM ${name} WHERE clinic_id = '${from}'`,
    )
  }
}
