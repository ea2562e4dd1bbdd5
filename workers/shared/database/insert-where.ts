import { Column, getTableColumns, is, SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'

/** A row by the names of its columns: values as Drizzle takes them, or SQL. What may be left out is left out as in `values`. */
export type Cells<Table extends SQLiteTable> = {
  [Name in keyof Table['$inferInsert']]: Table['$inferInsert'][Name] | SQL | Column
}

/**
 * Insert one row where a condition holds: `INSERT … SELECT … WHERE …`, the guard of a write that depends on another one of its batch.
 *
 * @param condition an expression of SQL; `changes() = 1` for a row that goes with the statement before it.
 */
export function insertWhere<Table extends SQLiteTable>(
  db: DrizzleD1Database,
  table: Table,
  cells: Cells<NoInfer<Table>>,
  condition: SQL | undefined,
) {
  return insertFrom(db, table, cells, sql`WHERE ${condition ?? sql`true`}`)
}

/**
 * Insert a row for each one that a source finds.
 *
 * @param source everything after the columns: `FROM … WHERE …`. A WHERE must be among it where `onConflict…` follows.
 */
export function insertFrom<Table extends SQLiteTable>(
  db: DrizzleD1Database,
  table: Table,
  cells: Cells<NoInfer<Table>>,
  source: SQL,
) {
  const given: Record<string, unknown> = cells
  // Drizzle writes the names of these columns, in this order, before the SELECT: each value stands where its own name does.
  const columns = Object.entries<Column>(getTableColumns(table)).filter(([, column]) => !column.generated)
  const selected = columns.map(([name, column]) => cell(given[name], column))
  return db.insert(table).select(sql`SELECT ${sql.join(selected, sql`, `)} ${source}`)
}

/** The same expression for every column, from its name in the database: for rows that come as JSON. */
export function cellsOf<Table extends SQLiteTable>(table: Table, of: (column: string) => SQL) {
  const cells = Object.entries<Column>(getTableColumns(table)).map(([name, column]) => [name, of(column.name)])
  // Every column of the table is among them.
  return Object.fromEntries(cells) as Record<keyof Table['$inferInsert'], SQL>
}

/** Encoded as the column says: JSON as text, a boolean as 0 or 1. */
function cell(value: unknown, column: Column) {
  if (is(value, SQL) || is(value, Column)) return value
  const present = value === undefined ? (column.default ?? null) : value
  return is(present, SQL) ? present : sql.param(present, column)
}
