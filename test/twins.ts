import { aBusyDay, askedOfBusy, type Busy } from './busy.ts'
import { aChart, askedOfChart, type Chart } from './chart.ts'
import { comers } from './comers.ts'
import { aHouse, type House, type Objects } from './house.ts'
import { rowsOf } from './rows.ts'
import { furtherSamples, type Sample, samples } from './samples.ts'
import { leaveStrays } from './strays.ts'
import { rules, type Word } from './system/access.ts'
import type { Person, Reply, World } from './world.ts'

/**
 * What a house is answered when it is asked everything once: alike for every house, whatever other clinics there are. Where a condition
 * on the clinic is missing, the numbers, lists and times of others get in and the answers differ.
 */

const hour = 3_600_000

/** Of nobody's clinic, of all clinics of the account, of the time, or the chain of the access log, which has tests of its own. */
const apart =
  /^GET \/(?:health|api\/openapi|api\/docs|api\/access-log|api\/patients\/:id\/access-log|\.well-known|api\/auth\/session$)|\/switch$/

interface Options {
  /** What the tables hold of another clinic about this house's objects, before it is asked: see strays.ts. */
  strays?(left: Map<string, number>): void
  /** Whether another clinic's objects are asked for, too, before the own ones, by a house with a busy day: see busy.ts and comers.ts. */
  trespass?: boolean
  /** A mutant that sleeps until the house is made. */
  wake?: string
  /** What is asked, all where absent. */
  routes?: ReadonlySet<string>
  /** Which databases the strays are in and whose rows are told, all where absent. */
  of?: readonly string[]
}

/**
 * A house made alike, and each answer as `route, role, status, body` without what is of this house alone; then what its clock does, what the
 * tables hold of it, and which rows of the other clinics came and went. A request that threw says so.
 */
export async function transcript(
  world: World,
  { strays, trespass, wake, routes, of }: Options = {},
): Promise<string[]> {
  const tells = (worker: string) => of === undefined || of.includes(worker)
  const house = await aHouse(world)
  const busy = trespass ? await aBusyDay(house) : undefined
  const written = busy && tells('record') ? await aChart(house, busy) : undefined
  const elsewhere = trespass ? await aHouse(world) : undefined
  const theirs = elsewhere ? await aBusyDay(elsewhere) : undefined
  const theirWriting = elsewhere && theirs && tells('record') ? await aChart(elsewhere, theirs) : undefined
  const before = new Map<string, string[]>()
  let hold: string | undefined
  if (strays) {
    const { clinicId, left, anew } = await leaveStrays(world, house, of)
    hold = anew.get(house.own.hold)
    strays(left)
    before.set(clinicId, await rowsOf(world, clinicId, house, of))
  }
  if (elsewhere) before.set(elsewhere.clinicId, await rowsOf(world, elsewhere.clinicId, house, of))
  const answers: string[] = []
  const askAll = async (of: House, objects: Objects, whose = '') => {
    for (const [route, words] of rules) {
      if (apart.test(route) || routes?.has(route) === false) continue
      const make = samples[route] ?? furtherSamples[route]
      if (!make) throw new Error(`no sample of ${route}`)
      for (const role of whoAsks(words)) {
        const sample = make(of, objects)
        const told = async (more: Record<string, string>) => {
          const reply = await askedBy(house.people[role], route, sample, more)
          return `${whose}${route} as ${role}: ${reply.status} ${plain(reply.body, house)}`
        }
        answers.push(await told({}))
        if (!elsewhere || !whose || !route.startsWith('POST ') || role !== whoAsks(words)[0]) continue
        const key = { 'idempotency-key': crypto.randomUUID() }
        await askedBy(elsewhere.people[role], route, sample, key)
        await keepFor(house.people[role], key['idempotency-key'])
        answers.push(`again ${await told(key)}`)
      }
    }
  }
  /** As if what this key made in the other clinic had been made in this one: a repeat reads it again, by its id. */
  const keepFor = async ({ claims }: Person, key: string) => {
    for (const db of await world.databases(of?.filter(name => name !== 'gateway') ?? domains)) {
      const copied = `INSERT OR REPLACE INTO idempotency SELECT ?, ?, route, key, body_hash, object_id, created_at
        FROM idempotency WHERE clinic_id = ? AND key = ?`
      await db.prepare(copied).bind(claims.clinicId, claims.sub, elsewhere?.clinicId, key).run()
    }
  }
  const askBusy = async (of: House, its: Busy, chart: Chart | undefined, mine: Busy, whose = '') => {
    const { days, people } = askedOfBusy(of, its, { ...mine, people: house.people, own: house.own }, hold)
    const steps = [
      ...(tells('staff') || tells('appointment') ? days : []),
      ...(tells('patient') ? people : []),
      ...(chart ? askedOfChart(its, chart, house.people) : []),
    ]
    for (const [step, asked] of steps) {
      const { status, body } = await asked()
      answers.push(`${whose}${step}: ${status} ${plain(body, house)}`)
    }
  }
  const canaries = [...world.canaries]
  if (wake) wakeIn(world, wake)
  // Whose words they are is told by the answers themselves.
  if (elsewhere) world.canaries.clear()
  try {
    if (elsewhere) {
      const foreign = { ...elsewhere, people: house.people, everyone: house.everyone }
      if (theirs && busy) await askBusy(foreign, theirs, theirWriting, busy, 'foreign ')
      await askAll(foreign, foreign.own, 'foreign ')
    }
    if (busy) await askBusy(house, busy, written, busy)
    await askAll(house, house.own)
    if (elsewhere && tells('gateway')) {
      const steps = await comers(world, house, elsewhere).catch(String)
      if (typeof steps === 'string') answers.push(steps)
      else for (const [step, { status, body }] of steps) answers.push(`${step}: ${status} ${plain(body, house)}`)
    }
    for (const after of [11_000, 3 * hour])
      answers.push(`the clock: ${plain(await house.tend(after).catch(String), house)}`)
  } finally {
    if (wake) wakeIn(world)
    for (const [clinic, canary] of canaries) world.canaries.set(clinic, canary)
  }
  answers.push(...(await rowsOf(world, house.clinicId, house, of)))
  for (const [clinicId, rows] of before) {
    const after = await rowsOf(world, clinicId, house, of)
    answers.push(...without(rows, after).map(row => `gone: ${row}`), ...without(after, rows).map(row => `come: ${row}`))
  }
  return answers
}

/** What the one list has more often than the other. */
function without(all: readonly string[], those: readonly string[]): string[] {
  const rest = Map.groupBy(those, row => row)
  return all.filter(row => !rest.get(row)?.pop())
}

/** Wake a mutant in all that is asked from now on; without one, all sleep. */
export function wakeIn({ sent, carried }: World, mutant?: string): void {
  if (mutant) {
    sent['x-mutant'] = mutant
    carried.mutant = mutant
  } else {
    delete sent['x-mutant']
    delete carried.mutant
  }
}

const domains = ['patient', 'staff', 'appointment', 'record']

function askedBy(person: Person, route: string, { path, body }: Sample, more: Record<string, string>): Promise<Reply> {
  const method = route.slice(0, route.indexOf(' '))
  const match: Record<string, string> = ['PATCH', 'PUT', 'DELETE'].includes(method) ? { 'if-match': '"1"' } : {}
  return person.ask(method, path, body, { ...match, ...more })
}

/** The first role that reaches every object, and each that reaches its own. */
function whoAsks(words: Record<keyof House['people'], Word>) {
  const roles = Object.keys(words) as (keyof House['people'])[]
  const first = roles.find(role => words[role] !== 'no' && words[role] !== 'own')
  return roles.filter(role => role === first || words[role] === 'own')
}

/** Ids by their kind and the order in which they come up; times, tokens and made-up names as a word. */
export function plain(body: unknown, { canary, clinicId }: Pick<House, 'canary' | 'clinicId'>): string {
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
