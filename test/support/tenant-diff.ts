import type { Role } from '../../workers/shared/permissions.ts'
import { rules, type Word } from './access-table.ts'
import { aChart, askChart, type Chart } from './chart-fixture.ts'
import { aClinicFixture, type ClinicFixture } from './clinic-fixture.ts'
import { rowsOf } from './database-rows.ts'
import { requestEntry } from './entry-requests.ts'
import { addForeignRows } from './foreign-rows.ts'
import { addFullDay, askFullDay, type FullDay } from './full-day-fixture.ts'
import type { App, Person, Reply } from './harness.ts'
import type { Sample } from './route-areas.ts'
import { furtherSamples, samples } from './route-samples.ts'
import { validRequest, versionOf } from './valid-requests.ts'

/**
 * What a fixture is answered when it is asked everything once: alike for every fixture, whatever other clinics there are. Where a condition
 * on the clinic is missing, the numbers, lists and times of others get in and the answers differ.
 */

const hour = 3_600_000

/** Of nobody's clinic, of all clinics of the account, of the time, of the live channel, which has tests of its own, or the chain of the access log, which has tests of its own. */
const apart =
  /^GET \/(?:health|api\/openapi|api\/docs|api\/access-log|api\/patients\/:id\/access-log|\.well-known|api\/live$|api\/auth\/(?:session|mfa)$)|\/switch$|\/live\/ticket$/

interface Options {
  /** What the tables hold of another clinic about this fixture's objects, before it is asked: see foreign-rows.ts. */
  foreignRows?(left: Map<string, number>): void
  /** Whether another clinic's objects are asked for, too, before the own ones, by a fixture with a busy day: see full-day-fixture.ts and entry-requests.ts. */
  trespass?: boolean
  /** A mutant that sleeps until the fixture is made. */
  wake?: string
  /** What is asked, all where absent. */
  routes?: ReadonlySet<string>
  /** What is not asked, by its route or step. */
  skip?: RegExp
  /** Which databases the foreign rows are in and whose rows are told, all where absent. */
  of?: readonly string[]
}

/**
 * A fixture made alike, and each answer as `route, role, status, body` without what is of this fixture alone; then what its clock does, what the
 * tables hold of it, and which rows of the other clinics came and went. A request that threw says so.
 */
export async function transcript(app: App, { foreignRows, trespass, ...more }: Options = {}): Promise<string[]> {
  const { wake, of } = more
  const fixture = await aClinicFixture(app)
  const mine = trespass ? await aDay(fixture, of) : undefined
  const elsewhere = trespass ? await aClinicFixture(app) : undefined
  const guest = elsewhere && { ...elsewhere, everyone: await atHomeIn(app, elsewhere, fixture.everyone) }
  const theirs = elsewhere ? await aDay(elsewhere, of) : undefined
  const before = new Map<string, string[]>()
  let hold: string | undefined
  if (foreignRows) {
    const { clinicId, left, anew } = await addForeignRows(app, fixture, of)
    if (elsewhere) await differ(app, fixture, elsewhere)
    hold = anew.get(fixture.own.hold)
    foreignRows(left)
    before.set(clinicId, await rowsOf(app, clinicId, fixture, of))
  }
  if (elsewhere) before.set(elsewhere.clinicId, await rowsOf(app, elsewhere.clinicId, fixture, of))
  const canaries = [...app.canaries]
  if (wake) wakeIn(app, wake)
  // Whose words they are is told by the answers themselves.
  if (elsewhere) app.canaries.clear()
  const asking: Asking = { app, fixture, ...more, mine, hold, guest }
  const answers: string[] = []
  try {
    if (elsewhere && theirs) answers.push(...(await askOf(asking, elsewhere, theirs, 'foreign ')))
    answers.push(...(await askOf(asking, fixture, mine)))
    if (elsewhere && tells(of, 'gateway')) answers.push(...(await askAuthPages(app, fixture, elsewhere)))
    for (const after of [11_000, 3 * hour]) {
      answers.push(`the clock: ${plain(await fixture.offerFreedSlots(after).catch(String), fixture)}`)
    }
    if (trespass) answers.push(...(await logOf(fixture)))
  } finally {
    if (wake) wakeIn(app)
    for (const [clinic, canary] of canaries) app.canaries.set(clinic, canary)
  }
  answers.push(...(await rowsOf(app, fixture.clinicId, fixture, of)))
  for (const [clinicId, rows] of before) {
    const after = await rowsOf(app, clinicId, fixture, of)
    answers.push(...without(rows, after).map(row => `gone: ${row}`), ...without(after, rows).map(row => `come: ${row}`))
  }
  return answers
}

/** The same account with the same roles in another clinic. */
function atHomeIn(app: App, { clinicId, everyone }: ClinicFixture, { claims: { sub } }: Person): Promise<Person> {
  const { roles, staffId } = everyone.claims
  return app.aClinic({ clinicId }).as(roles, { sub, staffId })
}

/** Other clinics than these two are run in another way, so that what is read of one is not the same of another. */
async function differ(app: App, fixture: ClinicFixture, elsewhere: ClinicFixture): Promise<void> {
  const those = [fixture.clinicId, elsewhere.clinicId]
  const factor = 'UPDATE clinic SET require_second_factor = (id NOT IN (?, ?))'
  await app
    .database('gateway')
    .prepare(factor)
    .bind(...those)
    .run()
  const ways = `UPDATE clinic SET version = 99, phone = '555 0199', policies = '{"slotMinutes":45}'
    WHERE clinic_id NOT IN (?, ?)`
  await app
    .database('staff')
    .prepare(ways)
    .bind(...those)
    .run()
}

const tells = (of: readonly string[] | undefined, worker: string) => of === undefined || of.includes(worker)

type Day = FullDay & { chart?: Chart }

async function aDay(fixture: ClinicFixture, of: Options['of']): Promise<Day> {
  const busy = await addFullDay(fixture)
  return tells(of, 'record') ? { ...busy, chart: await aChart(fixture, busy) } : busy
}

interface Asking extends Pick<Options, 'routes' | 'skip' | 'of' | 'wake'> {
  app: App
  /** Whose people ask. */
  fixture: ClinicFixture
  mine?: Day
  /** Of the fixture's patient, in another clinic. */
  hold?: string
  /** The other clinic, with somebody who works in both. */
  guest?: ClinicFixture
}

/** All that the fixture's people ask of one clinic's objects, the answers as lines. */
async function askOf(asking: Asking, clinic: ClinicFixture, day: Day | undefined, whose = ''): Promise<string[]> {
  const { fixture, mine, hold, of } = asking
  const objects = { ...clinic, people: fixture.people, everyone: fixture.everyone }
  const answers: string[] = []
  if (day && mine) {
    const { days, people } = askFullDay(objects, day, { ...mine, people: fixture.people, own: fixture.own }, hold)
    const steps = [
      ...(tells(of, 'staff') || tells(of, 'appointment') ? days : []),
      ...(tells(of, 'patient') ? people : []),
      ...(day.chart ? askChart(day, day.chart, fixture.people) : []),
    ]
    for (const [step, asked] of steps.filter(([step]) => !asking.skip?.test(step))) {
      const { status, body } = await asked()
      answers.push(`${whose}${step}: ${status} ${plain(body, fixture)}`)
    }
  }
  for (const [route, words] of rules) {
    if (apart.test(route) || asking.routes?.has(route) === false || asking.skip?.test(route)) continue
    for (const role of whoAsks(words)) answers.push(...(await askRoute(asking, route, role, objects, whose)))
    if (whose) answers.push(...(await askAccepted(asking, route)))
  }
  return answers
}

/** Composed of what each Worker says, one part of which may move on by itself: free times of today do at the quarter hour. */
const composed = /^GET \/api\/(?:dashboard|patients\/:id\/summary)$/

async function askRoute(
  { fixture }: Asking,
  route: string,
  role: Role,
  objects: ClinicFixture,
  whose: string,
): Promise<string[]> {
  const make = samples[route] ?? furtherSamples[route]
  if (!make) throw new Error(`no sample of ${route}`)
  const sample = make(objects, objects.own)
  const { status, body } = await send(fixture.people[role], route, sample)
  const asked = `${whose}${route} as ${role}`
  if (status !== 200 || !composed.test(route)) return [`${asked}: ${status} ${plain(body, fixture)}`]
  return Object.entries(body).map(([part, value]) => `${asked}, its ${part}: ${status} ${plain(value, fixture)}`)
}

/**
 * What the other clinic would do for somebody who works in both, asked of this one; and what is repeated with its key, as if what the key made
 * there had been made here: a repeat reads it again, by its id.
 */
async function askAccepted({ app, fixture, guest, of, wake }: Asking, route: string): Promise<string[]> {
  if (!guest || route.startsWith('GET ') || / \/api\/(?:auth|public)\/|#/.test(route)) return []
  const asleep = async <T>(act: () => Promise<T>) => {
    wakeIn(app)
    return act().finally(() => wakeIn(app, wake))
  }
  const prepare = async () => {
    const sample = await validRequest(guest, route)
    // The hours of a staff member are new ones here.
    const changes = /^(?:PATCH|DELETE) |^PUT \/api\/rooms/.test(route)
    const match: Record<string, string> = changes ? { 'if-match': await versionOf(guest, sample.path) } : {}
    return { sample, match }
  }
  const prepared = await asleep(() => prepare().catch(String))
  if (typeof prepared === 'string') return [`accepted ${route}: not prepared`]
  const { sample, match } = prepared
  const method = route.slice(0, route.indexOf(' '))
  const told = async (headers: Record<string, string>) => {
    const { status, body } = await fixture.everyone.ask(method, sample.path, sample.body, { ...match, ...headers })
    return `${route}: ${status} ${plain(body, fixture)}`
  }
  const lines = [`accepted ${await told({})}`]
  if (method !== 'POST') return lines
  const key = crypto.randomUUID()
  await asleep(() => guest.everyone.ask(method, sample.path, sample.body, { 'idempotency-key': key }))
  const besides = `by a key of there ${await told({ 'idempotency-key': key })}`
  for (const db of app.databases(of?.filter(name => name !== 'gateway') ?? domains)) {
    await db
      .prepare(
        `INSERT OR REPLACE INTO idempotency SELECT ?, account_id, route, key, body_hash, object_id, created_at
         FROM idempotency WHERE clinic_id = ? AND key = ?`,
      )
      .bind(fixture.clinicId, guest.clinicId, key)
      .run()
  }
  return [...lines, besides, `again ${await told({ 'idempotency-key': key })}`]
}

/** What the clinic's access log says of it all. */
async function logOf({ people: { owner }, ...fixture }: ClinicFixture): Promise<string[]> {
  const lines: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await owner.ask('GET', `/api/access-log?limit=100${cursor && `&cursor=${cursor}`}`)
    for (const { action, roles, patientIds, outcome } of body.items ?? []) {
      lines.push(`log of ${action} by ${roles.join(' ')}: ${plain({ patientIds, outcome }, fixture)}`)
    }
    cursor = body.nextCursor ?? null
  }
  return lines.reverse()
}

async function askAuthPages(app: App, fixture: ClinicFixture, elsewhere: ClinicFixture): Promise<string[]> {
  const steps = await requestEntry(app, fixture, elsewhere).catch(String)
  if (typeof steps === 'string') return [`the authPages: ${steps}`]
  return steps.map(([step, { status, body }]) => `${step}: ${status} ${plain(body, fixture)}`)
}

/** What the one list has more often than the other. */
function without(all: readonly string[], those: readonly string[]): string[] {
  const rest = Map.groupBy(those, row => row)
  return all.filter(row => !rest.get(row)?.pop())
}

/** Wake a mutant in all that is asked from now on; without one, all sleep. */
export function wakeIn({ sent, carried }: App, mutant?: string): void {
  if (mutant) {
    sent['x-mutant'] = mutant
    carried.mutant = mutant
  } else {
    delete sent['x-mutant']
    delete carried.mutant
  }
}

const domains = ['patient', 'staff', 'appointment', 'record']

function send(person: Person, route: string, { path, body }: Sample): Promise<Reply> {
  const method = route.slice(0, route.indexOf(' '))
  return person.ask(method, path, body, ['PATCH', 'PUT', 'DELETE'].includes(method) ? { 'if-match': '"1"' } : {})
}

/** The first role that reaches every object, and each that reaches its own. */
function whoAsks(words: Record<keyof ClinicFixture['people'], Word>) {
  const roles = Object.keys(words) as (keyof ClinicFixture['people'])[]
  const first = roles.find(role => words[role] !== 'no' && words[role] !== 'own')
  return roles.filter(role => role === first || words[role] === 'own')
}

/** Ids by their kind and the order in which they come up; times, tokens and made-up names as a word. */
export function plain(body: unknown, { canary, clinicId }: Pick<ClinicFixture, 'canary' | 'clinicId'>): string {
  const seen = new Map<string, number>()
  const number = (id: string) => seen.get(id) ?? seen.set(id, seen.size + 1).get(id)
  return JSON.stringify(body ?? null)
    .replaceAll(canary, 'the canary')
    .replaceAll(clinicId, 'clinic')
    .replace(/canary[0-9a-f]{8}/g, 'a canary')
    .replace(/"(?:requestId|nextCursor|token|accessToken|secret|uri)":"[^"]*"|"code":"[A-Z\d-]+"/g, '"made":""')
    .replace(/\b([a-z]{2,4})-[0-9a-f]{8}-[0-9a-f-]{27}\b/g, (id, kind: string) => `${kind}${number(id)}`)
    .replace(/\bz?[0-9a-f]{8}(?:-[0-9a-f-]{27})?\b/g, 'word')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')
    .replace(/\d{4}-\d\d-\d\d/g, 'date')
}
