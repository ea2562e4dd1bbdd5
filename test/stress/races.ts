import { must } from '../support/clinic-fixture.ts'
import type { App, Person, Reply } from '../support/harness.ts'

/**
 * Many people who want the same time at once, through the gateway: in five shapes, over a doctor, a room or a patient. Of each time exactly
 * as many win as fit in, every loser is told why, and afterwards no two visits overlap.
 */

const hour = 3_600_000
const day = 24 * hour

export interface Ground {
  app: App
  clinicId: string
  /** Mints a fresh desk: an access token lasts ten minutes. */
  desk(): Promise<Person>
  patients: string[]
  doctors: string[]
  rooms: string[]
  /** When the next race is; each has two hours of its own. */
  next(): number
}

/** A clinic with as many doctors, rooms and patients as there are bookers; open around the clock. */
export async function aGround(app: App, bookers: number): Promise<Ground> {
  const clinic = app.aClinic({ timezone: 'UTC' })
  const owner = await clinic.as(['owner', 'receptionist'])
  const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))
  const each = <T>(make: (i: number) => Promise<T>) =>
    inLanes(
      Array.from({ length: bookers }, (_, i) => i),
      8,
      make,
    )
  const doctors = await each(async i => {
    const doctor = { name: `dr. ${i}`, profession: 'doctor', bookable: true }
    const { id } = must(await owner.ask('POST', '/api/staff', doctor))
    must(await owner.ask('PUT', `/api/staff/${id}/availability/2020-01-01`, { weekly }))
    return String(id)
  })
  const patients = await each(async i => {
    const patient = { name: { given: `Patient ${i}` }, sex: 'other' }
    return String(must(await owner.ask('POST', '/api/patients', patient)).id)
  })
  const rooms = await each(async i => {
    const room = { number: `R${i}`, type: 'x', price: { amount: 0, currency: 'USD' } }
    return String(must(await owner.ask('POST', '/api/rooms', room)).id)
  })
  let at = Math.ceil(Date.now() / day) * day + day
  const next = () => {
    at += 2 * hour
    return at
  }
  return { app, clinicId: clinic.clinicId, desk: () => clinic.as('receptionist'), patients, doctors, rooms, next }
}

export interface Outcome {
  won: number
  capacity: number
  requests: number
  /** How many losers were told which code. */
  codes: Record<string, number>
}

/** One race for one time. @param kind 0 a doctor, 1 a room, 2 a patient is wanted by all. */
type Race = (ground: Ground, desk: Person, kind: number) => Promise<Outcome>

/** What each booker asks for: the wanted one for all, of everything else one's own. */
function booking({ patients, doctors, rooms }: Ground, i: number, kind: number, startsAt: number) {
  return {
    staffId: doctors[kind === 0 ? 0 : i],
    roomId: rooms[kind === 1 ? 0 : i],
    patientId: patients[kind === 2 ? 0 : i],
    startsAt: new Date(startsAt).toISOString(),
    minutes: 30,
  }
}

function counted(replies: Reply[], capacity: number): Outcome {
  const codes: Record<string, number> = {}
  for (const { status, body } of replies) {
    if (status === 200 || status === 201) continue
    const code = status === 409 ? String(body.code) : `${status} ${body.code}`
    codes[code] = (codes[code] ?? 0) + 1
  }
  const won = replies.filter(({ status }) => status === 200 || status === 201).length
  return { won, capacity, requests: replies.length, codes }
}

const everyone = (ground: Ground, ask: (i: number) => Promise<Reply>) =>
  Promise.all(ground.patients.map((_, i) => ask(i)))

/** All at the same time; or by starts that all meet in the same five minutes; or for two times that touch. */
const bookingRace =
  (offset: (i: number) => number, capacity: number): Race =>
  async (ground, desk, kind) => {
    const start = ground.next()
    const replies = await everyone(ground, i =>
      desk.ask('POST', '/api/appointments', booking(ground, i, kind, start + offset(i) * 60_000)),
    )
    return counted(replies, capacity)
  }

/** Everyone has a visit elsewhere and moves it into the same time. */
function movingRace(): Race {
  let visits: { id: string; version: number }[] = []
  return async (ground, desk, kind) => {
    if (visits.length === 0) {
      const start = ground.next()
      const made = await everyone(ground, i => desk.ask('POST', '/api/appointments', booking(ground, i, 3, start)))
      visits = made.map(reply => must(reply))
    }
    const target = new Date(ground.next()).toISOString()
    const wanted = (i: number) =>
      kind === 1
        ? { staffId: ground.doctors[i], roomId: ground.rooms[0] }
        : { staffId: ground.doctors[0], roomId: ground.rooms[i] }
    const replies = await everyone(ground, async i => {
      const { id = '', version = 0 } = visits[i] ?? {}
      const match = { 'if-match': `"${version}"` }
      return desk.ask('PATCH', `/api/appointments/${id}`, { startsAt: target, ...wanted(i) }, match)
    })
    visits = visits.map((visit, i) => (replies[i]?.status === 200 ? replies[i].body : visit))
    return counted(replies, 1)
  }
}

/** The time is taken, given up at the same moment, and wanted by all the others. */
const rebookingRace: Race = async (ground, desk, kind) => {
  const start = ground.next()
  const { id } = must(await desk.ask('POST', '/api/appointments', booking(ground, 0, kind, start)))
  const others = (i: number) => desk.ask('POST', '/api/appointments', booking(ground, i, kind, start))
  const cancel = { by: 'clinic', code: 'other' }
  const [, ...first] = await Promise.all([
    desk.ask('POST', `/api/appointments/${id}/cancel`, cancel).then(must),
    ...ground.patients.slice(1).map((_, i) => others(i + 1)),
  ])
  const again = first.some(({ status }) => status === 201) ? [] : await everyone(ground, others)
  return counted([...first, ...again], 1)
}

export const shapes: Record<string, () => Race> = {
  'the same time': () => bookingRace(() => 0, 1),
  'overlapping starts': () => bookingRace(i => (i % 6) * 5, 1),
  'adjacent times': () => bookingRace(i => (i % 2) * 30, 2),
  'moving into one': movingRace,
  'cancelled and rebooked': () => rebookingRace,
}

/** So many races of one shape, a few at a time; a doctor, a room and a patient in turn. */
export async function run(ground: Ground, shape: string, races: number, lanes: number): Promise<Outcome[]> {
  const race = shapes[shape]?.()
  if (!race) throw new Error(`no shape ${shape}`)
  // Whoever moves into one time after the other can only be in one race at once.
  const atOnce = shape === 'moving into one' ? 1 : lanes
  let desk = await ground.desk()
  let minted = Date.now()
  return inLanes(
    Array.from({ length: races }, (_, i) => i),
    atOnce,
    async i => {
      if (Date.now() - minted > 5 * 60_000) [desk, minted] = [await ground.desk(), Date.now()]
      return race(ground, desk, i % 3)
    },
  )
}

export function wrong(outcomes: readonly Outcome[]): Outcome[] {
  const allowed = new Set(['staff_busy', 'room_busy', 'patient_busy'])
  return outcomes.filter(
    ({ won, capacity, codes }) => won !== capacity || Object.keys(codes).some(code => !allowed.has(code)),
  )
}

/** Pairs of visits that take the same doctor, room or patient at the same time, counted in the database. */
export async function overlaps({ app, clinicId }: Ground): Promise<number> {
  const row = await app
    .database('appointment')
    .prepare(
      `WITH taking AS (SELECT * FROM appointment WHERE clinic_id = ? AND kind = 'scheduled' AND overbook_reason IS NULL
         AND finished_at IS NULL AND status IN ('booked', 'confirmed', 'arrived', 'in_progress'))
       SELECT count(*) AS pairs FROM taking a JOIN taking b ON a.id < b.id
         AND a.starts_at > b.starts_at - 28800000 AND a.starts_at < b.ends_at
       WHERE (a.busy_from < b.busy_until AND b.busy_from < a.busy_until AND (a.staff_id = b.staff_id OR a.room_id = b.room_id))
          OR (a.starts_at < b.ends_at AND b.starts_at < a.ends_at AND a.patient_id = b.patient_id)`,
    )
    .bind(clinicId)
    .first<{ pairs: number }>()
  return row?.pairs ?? -1
}

async function inLanes<T, R>(work: readonly T[], lanes: number, make: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const queue = work.map((one, i) => [one, i] as const)
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[1]] = await make(next[0])
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}

/**
 * The version that must fail: with the database's rule taken away, whoever finds the time free by looking books it.
 *
 * @returns how many won a time that fits one.
 */
export async function naive(ground: Ground): Promise<number> {
  const db = ground.app.database('appointment')
  await db.prepare('DROP TRIGGER appointment_never_overlaps').run()
  const desk = await ground.desk()
  const start = ground.next()
  const range = `from=${new Date(start).toISOString()}&to=${new Date(start + hour).toISOString()}`
  const replies = await everyone(ground, async i => {
    const seen = await desk.ask('GET', `/api/appointments?staffId=${ground.doctors[0]}&${range}`)
    if (must(seen).items.length > 0) return seen
    return desk.ask('POST', '/api/appointments', booking(ground, i, 0, start))
  })
  return replies.filter(({ status }) => status === 201).length
}
