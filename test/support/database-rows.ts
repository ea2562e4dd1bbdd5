import type { ClinicFixture } from './clinic-fixture.ts'
import type { Database } from './databases.ts'
import type { App } from './harness.ts'
import { plain } from './tenant-diff.ts'

/** What the tables hold of a clinic: for what was written and is answered by nobody. */

type Row = Record<string, unknown>

/** Of other keys for every name; of the account, of any clinic. */
const apart = ['idempotency', 'session', 'search_key', 'mail']

/** Others are sent meanwhile; entries of the log wait for the sweep, whom nobody calls; what an account did is told to all its clinics. */
const waiting = "topic = 'access' AND object_id NOT GLOB 'acc-*'"

/** Made by chance. */
const chance = /hash|token|secret|email|sha|linked_ids|^(?:term|normal|key)$/

/** The platform's own are nobody's to look at. */
const tables =
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'"

async function namesOf(db: Database, sql: string): Promise<string[]> {
  const rows = await db.prepare(sql).all<{ name: string }>()
  return rows.map(({ name }) => name)
}

/** The tables with a clinic in every row, and their columns but for generated ones. */
export async function tablesOf(db: Database): Promise<[name: string, columns: string[]][]> {
  const names = await namesOf(db, tables)
  const all = await Promise.all(
    names.map(
      async name => [name, await namesOf(db, `SELECT name FROM pragma_table_info('${name}')`)] as [string, string[]],
    ),
  )
  return all.filter(([, columns]) => columns.includes('clinic_id'))
}

/**
 * A line for each row of a clinic, `table {…}`, without what is of this clinic alone, sorted.
 *
 * @param fixture whose names are taken out.
 */
export async function rowsOf(
  app: App,
  clinicId: string,
  fixture: ClinicFixture,
  of?: readonly string[],
): Promise<string[]> {
  const now = Date.now()
  const told = async (db: Database, table: string, columns: string[], key = 'clinic_id') => {
    const list = columns.filter(name => !chance.test(name)).join(', ')
    // Names made by chance have more or fewer terms.
    const each = table === 'search_term' ? 'DISTINCT ' : ''
    const asked = db
      .prepare(`SELECT ${each}${list} FROM ${table} WHERE ${key} = ?${table === 'outbox' ? ` AND ${waiting}` : ''}`)
      .bind(clinicId)
    return (await asked.all<Row>()).map(row => `${table} ${line(row, { ...fixture, clinicId }, now)}`)
  }
  const all = app
    .databases(of)
    .map(async db =>
      Promise.all(
        (await tablesOf(db))
          .filter(([table]) => !apart.includes(table))
          .map(([table, columns]) => told(db, table, columns)),
      ),
    )
  // The clinic itself, as identity keeps it.
  const identity = app.database('gateway')
  if (of === undefined || of.includes('gateway')) {
    all.push(told(identity, 'clinic', ['name', 'status', 'require_second_factor'], 'id').then(rows => [rows]))
  }
  return (await Promise.all(all)).flat(2).sort()
}

/** How many changes a clinic has seen, over all databases. */
export async function changesOf(app: App, clinicId: string): Promise<number> {
  const sql = 'SELECT count(*) AS count FROM change WHERE clinic_id = ?'
  const each = app
    .databases(['gateway', 'patient', 'staff', 'appointment', 'record'])
    .map(db => db.prepare(sql).bind(clinicId).first<{ count: number }>())
  return (await Promise.all(each)).reduce((sum, one) => sum + (one?.count ?? 0), 0)
}

const around = 600_000

/** Ids by their kind alone, and instants by where they lie: the clock goes on while clinics are made. */
function line(row: Row, fixture: Pick<ClinicFixture, 'canary' | 'clinicId'>, now: number): string {
  const when = (at: number) => (at < now - around ? 'past' : at <= now + around ? 'now' : 'ahead')
  return plain(row, fixture)
    .replace(/\b([a-z]{2,4})\d+\b/g, '$1')
    .replace(/\b[12]\d{12}\b/g, at => when(Number(at)))
}
