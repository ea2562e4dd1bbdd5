import { aKnownClinic } from './accounts.ts'
import type { ClinicFixture } from './clinic-fixture.ts'
import { tablesOf } from './database-rows.ts'
import type { App } from './harness.ts'

/**
 * Rows of a clinic in which nobody works, and which name the objects of a fixture: each row of the fixture again, with another clinic's id and an
 * id of its own. No write of ours makes such rows. What looks for an object by its id alone finds them, so that a condition on the clinic is
 * seen even where ids would do without it.
 */

type Row = Record<string, unknown>

/** What follows a write would be sent for the foreign rows, too; a repeated request is nobody else's; sessions are the account's, of any clinic. */
const apart = ['outbox', 'idempotency', 'session']

/** What foreign rows have that the fixture's own have not: nothing is written into a signed encounter, and what these staff can do is theirs alone. */
const otherwise: Record<string, Row> = {
  encounter: { signed_at: null },
  staff: {
    specialties: '["Straying"]',
    licences: '[{"type":"practice","number":"S-1","validTo":"2001-01-01"}]',
  },
  waitlist: { status: 'waiting' },
  change: { detail: '{"from":"a foreign row"}', at: Date.now() + 86_400_000 },
}

/**
 * Each row as it is, and where it is about a time that lies ahead again at other times.
 *
 * @param differing by table, what these rows have that the fixture's own have not.
 * @returns whose they are, how many rows each table got, and the id of the first foreign row of each id.
 */
export async function addForeignRows(
  app: App,
  { clinicId }: ClinicFixture,
  of?: readonly string[],
  differing: Record<string, Row> = {},
): Promise<{ clinicId: string; left: Map<string, number>; anew: Map<string, string> }> {
  const foreignRow = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, foreignRow)
  const left = new Map<string, number>()
  const all = new Map<string, string>()
  for (const db of app.databases(of)) {
    const anew = new Map<string, string>()
    for (const [table, columns] of await tablesOf(db)) {
      if (apart.includes(table)) continue
      const list = columns.join(', ')
      const read = db.prepare(`SELECT ${list} FROM ${table} WHERE clinic_id = ?`)
      const write = db.prepare(`INSERT INTO ${table} (${list}) VALUES (${columns.map(() => '?').join(', ')})`)
      const insert = (those: Row[]) => db.each(those.map(one => write.bind(...columns.map(name => one[name] ?? null))))
      const rows = await read.bind(clinicId).all()
      const foreignRows = rows
        .flatMap(one => [one, ...atOtherTimes(one), ...now(table, one)])
        .map(row => {
          const id = typeof row.id === 'string' ? row.id.replace(/-.*$/, `-${crypto.randomUUID()}`) : undefined
          if (id && !anew.has(String(row.id))) anew.set(String(row.id), id)
          return { ...row, ...otherwise[table], ...differing[table], id, clinic_id: foreignRow }
        })
      // A membership of its own stands for the fixture's patients, too.
      if (table === 'stands_for') {
        foreignRows.push(
          ...rows.map(row => ({
            ...row,
            clinic_id: foreignRow,
            membership_id: anew.get(String(row.membership_id)),
            id: undefined,
          })),
        )
      }
      if (rows.length > 0) left.set(table, await leave(foreignRows, insert, anew))
    }
    for (const [id, one] of anew) all.set(id, one)
  }
  return { clinicId: foreignRow, left, anew: all }
}

const day = 86_400_000

/**
 * So that it stands beside the fixture's own, which are in the way of what they are in the way of: a day later; and a month before, when a
 * visit is one that nobody closed.
 */
function atOtherTimes(row: Row): Row[] {
  const ahead = (value: unknown): value is number => typeof value === 'number' && value > Date.now() + day
  if (!Object.values(row).some(ahead)) return []
  const moved = (by: number) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, ahead(value) ? value + by : value]))
  return [moved(day), moved(-30 * day)]
}

/** Work in a room that goes on just now, and visits of an hour, where those of the fixture have just begun. */
function now(table: string, row: Row): Row[] {
  const hoursAgo = (hours: number) => Date.now() - hours * 3_600_000
  if (table === 'room_maintenance') return [{ ...row, starts_at: hoursAgo(1), ends_at: hoursAgo(-1) }]
  if (table !== 'appointment' || row.status !== 'in_progress') return []
  const ended = { status: 'completed', started_at: hoursAgo(2), finished_at: hoursAgo(1), completed_at: hoursAgo(1) }
  return [{ ...row, ...ended, queue_number: Number(row.queue_number) + 1000 }]
}

/**
 * Rows as near to the fixture's as the table lets them be: with a key of its own where two rows may not have the same, else among other foreign rows.
 *
 * @returns how many got in.
 */
async function leave(
  rows: Row[],
  insert: (rows: Row[]) => Promise<(string | undefined)[]>,
  anew: Map<string, string>,
): Promise<number> {
  const refused = await insert(rows)
  const again = rows.flatMap((row, i) => {
    const why = refused[i]
    if (why === undefined) return []
    const [, taken] = /UNIQUE constraint failed: \w+\.(\w+)/.exec(why) ?? []
    if (taken !== undefined) return [{ ...row, [taken]: crypto.randomUUID() }]
    return [Object.fromEntries(Object.entries(row).map(([name, value]) => [name, anew.get(String(value)) ?? value]))]
  })
  const still = again.length > 0 ? await insert(again) : []
  return rows.length - still.filter(why => why !== undefined).length
}
