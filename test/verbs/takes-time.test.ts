import { applyD1Migrations } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { kinds, openStatuses, statuses } from '../../workers/appointment/visits/contract.ts'
import { env } from './env.ts'

const all = env.MIGRATIONS.appointment
const saidOnce = all.findIndex(({ name }) => name.startsWith('0019'))
const db = env.EMPTY_DB

/** One visit of every kind and status, finished and not, each of a doctor and a patient of its own. */
const rows = kinds.flatMap(kind =>
  statuses.flatMap(status =>
    [false, true].map(finished => ({
      id: `${kind}-${status}-${finished ? 'finished' : 'not'}`,
      kind,
      status,
      finished,
    })),
  ),
)

function insert({ id, kind, status, finished }: (typeof rows)[number], staffId = id) {
  return db
    .prepare(
      `INSERT INTO appointment (id, clinic_id, kind, patient_id, staff_id, mode, urgent, status, starts_at, ends_at, busy_from, busy_until,
         finished_at, cancelled_code, assistant_ids, version, created_at, updated_at)
       VALUES (?1, 'cln-1', ?2, ?1, ?3, 'in_person', 0, ?4, 1000000, 1900000, 1000000, 1900000, ?5, ?6, ?7, 1, 0, 0)`,
    )
    .bind(id, kind, staffId, status, finished ? 1 : null, status === 'cancelled' ? 'other' : null, `["nurse-${id}"]`)
}

test('a filled database learns what takes time, and keeps to it as before', async () => {
  await applyD1Migrations(db, all.slice(0, saidOnce))
  await db.batch(rows.map(row => insert(row)))
  const takenBefore = await db.prepare('SELECT appointment_id AS id FROM assistant_time ORDER BY 1').all()

  await applyD1Migrations(db, all)

  const { results } = await db
    .prepare('SELECT id, open, takes_time AS takes FROM appointment')
    .all<{ id: string; open: number; takes: number }>()
  const known = new Map(results.map(row => [row.id, row]))
  for (const { id, kind, status, finished } of rows) {
    const open = openStatuses.some(one => one === status)
    const takes = open && kind === 'scheduled' && !finished
    expect(known.get(id), id).toEqual({ id, open: Number(open), takes: Number(takes) })
    // Whoever has such a visit is refused another one at that time exactly where the visit takes it.
    const again = { id: `again-${id}`, kind: 'scheduled', status: 'booked', finished: false } as const
    const outcome = await insert(again, id)
      .run()
      .then(
        () => 'booked',
        (error: Error) => error.message,
      )
    expect(outcome, id).toContain(takes ? 'staff_busy' : 'booked')
  }
  expect(takenBefore.results.map(row => row.id)).toEqual(
    results
      .filter(row => row.takes === 1)
      .map(({ id }) => id)
      .sort(),
  )
})
