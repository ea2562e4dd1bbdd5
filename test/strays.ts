import type { House } from './house.ts'
import { aKnownClinic } from './identity.ts'
import type { Database, World } from './world.ts'

/**
 * Rows of a clinic in which nobody works, and which name the objects of a house: each row of the house again, with another clinic's id and an
 * id of its own. No write of ours makes such rows. What looks for an object by its id alone finds them, so that a condition on the clinic is
 * seen even where ids would do without it.
 */

type Row = Record<string, unknown>

/** What follows a write would be sent for the strays, too; a repeated request is nobody else's; sessions are the account's, of any clinic. */
const apart = ['outbox', 'idempotency', 'session']

/** Nothing is written into a signed encounter any more. */
const open = { signed_at: null }

/** @returns how many rows each table got. */
export async function leaveStrays(world: World, { clinicId }: House): Promise<Map<string, number>> {
  const stray = `cln-${crypto.randomUUID()}`
  await aKnownClinic(world, stray)
  const left = new Map<string, number>()
  for (const db of await world.databases()) {
    const anew = new Map<string, string>()
    for (const table of (await namesOf(db, tables)).filter(name => !apart.includes(name))) {
      // Generated columns are not among them.
      const columns = await namesOf(db, `SELECT name FROM pragma_table_info('${table}')`)
      if (!columns.includes('clinic_id')) continue
      const list = columns.join(', ')
      const read = db.prepare(`SELECT ${list} FROM ${table} WHERE clinic_id = ?`)
      const write = db.prepare(`INSERT INTO ${table} (${list}) VALUES (${columns.map(() => '?').join(', ')})`)
      const { results: rows } = await read.bind(clinicId).all<Row>()
      for (const row of rows) {
        if (typeof row.id === 'string') anew.set(row.id, row.id.replace(/-.*$/, `-${crypto.randomUUID()}`))
        const strayed = {
          ...row,
          ...(table === 'encounter' ? open : {}),
          id: anew.get(String(row.id)),
          clinic_id: stray,
        }
        const insert = (one: Row) => write.bind(...columns.map(name => one[name])).run()
        const inserted = await leave(strayed, insert, anew).catch(() => false)
        left.set(table, (left.get(table) ?? 0) + (inserted ? 1 : 0))
      }
    }
  }
  return left
}

/** A row as near to the house's as the table lets it be: with a key of its own where two rows may not have the same, else among other strays. */
async function leave(row: Row, insert: (row: Row) => Promise<unknown>, anew: Map<string, string>): Promise<boolean> {
  try {
    await insert(row)
  } catch (error) {
    const [, taken] = /UNIQUE constraint failed: \w+\.(\w+)/.exec(String(error)) ?? []
    const values = Object.entries(row).map(([name, value]) => [name, anew.get(String(value)) ?? value])
    await insert(taken === undefined ? Object.fromEntries(values) : { ...row, [taken]: crypto.randomUUID() })
  }
  return true
}

/** The platform's own are nobody's to look at. */
const tables =
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'"

async function namesOf(db: Database, sql: string): Promise<string[]> {
  const { results } = await db.prepare(sql).all<{ name: string }>()
  return results.map(({ name }) => name)
}
