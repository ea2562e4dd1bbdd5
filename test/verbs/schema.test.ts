/// <reference types="vite/types/importMeta.d.ts" />
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import * as ledger from '../../workers/shared/database/ledger.ts'
import * as outbox from '../../workers/shared/database/outbox.ts'
import { env } from './env.ts'

/** Drizzle's tables stand in the schema.ts of the folder that owns them. */
const modules = import.meta.glob<object>(['../../gateway/**/schema.ts', '../../workers/*/**/schema.ts'], {
  eager: true,
})
const schemasIn = (folder: string) =>
  Object.entries(modules).flatMap(([path, schema]) => (path.startsWith(`../../${folder}/`) ? [schema] : []))

const databases = [
  { name: 'identity', database: env.IDENTITY_DB, schemas: [...schemasIn('gateway'), ledger, outbox] },
  { name: 'patient', database: env.PATIENT_DB, schemas: [...schemasIn('workers/patient'), ledger, outbox] },
  { name: 'staff', database: env.STAFF_DB, schemas: [...schemasIn('workers/staff'), ledger, outbox] },
  { name: 'appointment', database: env.APPOINTMENT_DB, schemas: [...schemasIn('workers/appointment'), ledger, outbox] },
  { name: 'record', database: env.RECORD_DB, schemas: [...schemasIn('workers/record'), ledger, outbox] },
]

interface Column {
  name: string
  type: string
  notnull: number
  pk: number
  /** 2 and 3 for a column that the database makes of others. */
  hidden: number
}

function tablesOf(schemas: object[]): SQLiteTable[] {
  const isTable = (one: unknown): one is SQLiteTable =>
    typeof one === 'object' && one !== null && Symbol.for('drizzle:IsDrizzleTable') in one
  return schemas.flatMap(schema => Object.values(schema)).filter(isTable)
}

/** The naive versions of the race tests have tables of their own. */
async function tableNames(database: D1Database): Promise<string[]> {
  const { results } = await database
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name <> 'd1_migrations' AND name NOT LIKE 'naive%'`,
    )
    .all<{ name: string }>()
  return results.map(({ name }) => name).sort()
}

test.each(databases)("Drizzle's tables of $name are the migrated ones", async ({ database, schemas }) => {
  const tables = tablesOf(schemas)
  expect(tables.map(table => getTableConfig(table).name).sort()).toEqual(await tableNames(database))
  for (const table of tables) {
    const { name, columns, primaryKeys } = getTableConfig(table)
    const { results } = await database
      .prepare(`SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo('${name}')`)
      .all<Column>()
    const composite = new Set(primaryKeys.flatMap(key => key.columns.map(column => column.name)))
    const drizzled = columns.map(column => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      key: column.primary || composite.has(column.name),
      required: column.notNull || column.primary || composite.has(column.name),
      generated: column.generated !== undefined,
    }))
    const migrated = results.map(({ name, type, notnull, pk, hidden }) => ({
      name,
      type,
      key: pk > 0,
      required: notnull === 1 || pk > 0,
      generated: hidden > 1,
    }))
    expect(drizzled.sort(byName), name).toEqual(migrated.sort(byName))
  }
})

test.each(databases)('every table of $name is strict', async ({ database }) => {
  const { results } = await database
    .prepare(`SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main'`)
    .all<{ name: string }>()
  expect(results.map(({ name }) => name).filter(name => !/^(sqlite_|_cf|d1_|naive)/.test(name))).toEqual([])
})

test('no table is shared between two databases', async () => {
  for (const { name, database } of databases) {
    const probe = `probe_${name}`
    await database.prepare(`CREATE TABLE ${probe} (id TEXT PRIMARY KEY) STRICT`).run()
    for (const other of databases) {
      if (other.name === name) continue
      expect(await tableNames(other.database), `${name} seen from ${other.name}`).not.toContain(probe)
    }
    await database.prepare(`DROP TABLE ${probe}`).run()
  }
})

/** Tables that belong to a person and not to a clinic, and the one that never holds a row; see docs/storage.md. */
const withoutClinic = new Set([
  'account',
  'credential',
  'attempt',
  'second_factor',
  'recovery_code',
  'password_reset',
  'mail',
  'common_password',
  'unknown_sign_in',
  'stale_write',
  'refused_write',
])

test.each(databases)(
  'every row of $name belongs to a clinic, but for a written list of tables',
  async ({ database }) => {
    for (const table of await tableNames(database)) {
      if (withoutClinic.has(table) || table === 'clinic') continue
      const { results } = await database
        .prepare(`SELECT name FROM pragma_table_info('${table}')`)
        .all<{ name: string }>()
      expect(
        results.map(({ name }) => name),
        table,
      ).toContain('clinic_id')
    }
  },
)

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}
