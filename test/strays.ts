import type { House } from './house.ts'
import type { Database, World } from './world.ts'

/**
 * Rows of a clinic in which nobody works, and which name the objects of a house: each row of the house again, with another clinic's id and an
 * id of its own. No write of ours makes such rows. What looks for an object by its id alone finds them, so that a condition on the clinic is
 * seen even where ids would do without it.
 */

/** What follows a write would be sent for the strays, too; a repeated request is nobody else's; sessions are the account's, of any clinic. */
const apart = ['outbox', 'idempotency', 'session']

/** @returns how many rows each table got: a rule of the table may refuse some. */
export async function leaveStrays(world: World, { clinicId }: House): Promise<Map<string, number>> {
  const stray = `cln-${crypto.randomUUID()}`
  const left = new Map<string, number>()
  for (const db of await world.databases()) {
    for (const name of (await namesOf(db, tables)).filter(table => !apart.includes(table))) {
      // Generated columns are not among them.
      const columns = await namesOf(db, `SELECT name FROM pragma_table_info('${name}')`)
      if (!columns.includes('clinic_id')) continue
      const list = columns.join(', ')
      const { results: rows } = await db
        .prepare(`SELECT ${list} FROM ${name} WHERE clinic_id = ?`)
        .bind(clinicId)
        .all<Record<string, unknown>>()
      const insert = db.prepare(`INSERT INTO ${name} (${list}) VALUES (${columns.map(() => '?').join(', ')})`)
      for (const row of rows) {
        const strayed = { ...row, ...(typeof row.id === 'string' ? { id: another(row.id) } : {}), clinic_id: stray }
        const outcome = await insert
          .bind(...Object.values(strayed))
          .run()
          .then(
            () => 1,
            () => 0,
          )
        left.set(name, (left.get(name) ?? 0) + outcome)
      }
    }
  }
  return left
}

const another = (id: string) => id.replace(/-.*$/, `-${crypto.randomUUID()}`)

/** The platform's own are nobody's to look at. */
const tables =
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'"

async function namesOf(db: Database, sql: string): Promise<string[]> {
  const { results } = await db.prepare(sql).all<{ name: string }>()
  return results.map(({ name }) => name)
}
