import { signMfaToken } from '../../gateway/identity/sessions/token.ts'
import { type Role, roles } from '../../workers/shared/permissions.ts'
import { type Outcome, objects, outcomeOf, outcomeOnceEnded, type Standing, type Whose } from './access-table.ts'
import { aClinicFixture, type ClinicFixture, type Objects } from './clinic-fixture.ts'
import { type App, keys, type Person, type Reply } from './harness.ts'
import type { Sample } from './route-areas.ts'
import { furtherSamples, samples } from './route-samples.ts'

/** The cells of route × role × standing × whose object, and what is answered in each. */

const standings: readonly Standing[] = ['active', 'disabled', 'pre_mfa']

export interface Cell {
  route: string
  role: Role
  standing: Standing
  whose: Whose
}

/** Who asks in the cells of one clinic: the people of a fixture, the same switched off, and the same before their second factor. */
export interface Cast {
  app: App
  fixture: ClinicFixture
  /** Another clinic, whose objects are asked for. */
  elsewhere: ClinicFixture
  people: Record<Standing, Record<Role, Person>>
}

export async function aCast(app: App, elsewhere: ClinicFixture): Promise<Cast> {
  const fixture = await aClinicFixture(app)
  const clinic = app.aClinic({ clinicId: fixture.clinicId, timezone: 'UTC' })
  const db = app.database('gateway')
  const each = async (make: (person: Person, role: Role) => Promise<Person>) =>
    Object.fromEntries(
      await Promise.all(roles.map(async role => [role, await make(fixture.people[role], role)] as const)),
    ) as Record<Role, Person>
  const disabled = await each(async ({ claims }, role) => {
    const { staffId, patients } = claims
    const person = await clinic.as(role, { staffId, patients })
    await db
      .prepare('UPDATE membership SET disabled_at = 1, version = version + 1 WHERE account_id = ?')
      .bind(person.claims.sub)
      .run()
    return person
  })
  const pre_mfa = await each(async ({ claims }) => {
    const mfa = {
      sub: claims.sub,
      clinicId: fixture.clinicId,
      counts: `account:${claims.sub}`,
      password: 0,
      proved: false,
      setup: false,
    }
    return app.bearing(await signMfaToken(keys, mfa, Date.now()), claims)
  })
  return { app, fixture, elsewhere, people: { active: fixture.people, disabled, pre_mfa } }
}

/** Of both people and of the clinic. The two have the same names for what is theirs, so they cannot be spread into one. */
const idsOf = ({ own, other, shared }: ClinicFixture): string[] =>
  [own, other, shared].flatMap(one => Object.values(one))

/** Ids that nothing has, each in the form of the one it stands for. */
function absentOf(sample: Sample, fixture: ClinicFixture): Sample {
  let text = JSON.stringify(sample)
  for (const id of idsOf(fixture)) {
    text = text.replaceAll(id, id.replace(/-.*$/, `-${crypto.randomUUID()}`))
  }
  return JSON.parse(text) as Sample
}

function sampleOf({ fixture, elsewhere }: Cast, { route, role, whose }: Omit<Cell, 'standing'>): Sample {
  const make = samples[route] ?? furtherSamples[route]
  if (!make) throw new Error(`no sample of ${route}`)
  // A nurse's own row among the staff is the second.
  const second = role === 'nurse' && route.includes('/staff/')
  const [mine, others]: [Objects, Objects] = second ? [fixture.other, fixture.own] : [fixture.own, fixture.other]
  if (whose === 'own') return make(fixture, mine)
  if (whose === 'other') return make(fixture, others)
  if (whose === 'absent') return absentOf(make(fixture, mine), fixture)
  return make({ ...elsewhere, people: fixture.people, everyone: fixture.everyone }, elsewhere.own)
}

/** The cells of a route and a role: a request that names no object has no other object to name. */
export function cellsOf(cast: Cast, route: string, role: Role): Cell[] {
  const { fixture } = cast
  const text = JSON.stringify(sampleOf(cast, { route, role, whose: 'own' }))
  const named = idsOf(fixture).filter(id => text.includes(id))
  const names = named.length > 0
  const shared = named.every(id => Object.values(fixture.shared).includes(id))
  const whose = objects.filter(one => one === 'own' || (names && !(one === 'other' && shared)))
  // Who may not ask at all is answered before any object is looked up: one of the objects is enough, another for each route.
  const one = whose[route.length % whose.length] ?? 'own'
  return standings.flatMap(standing =>
    (standing === 'active' ? whose : [one]).map(whose => ({ route, role, standing, whose })),
  )
}

export function ask(cast: Cast, cell: Cell, headers: Record<string, string> = {}): Promise<Reply> {
  return askAs(cast.people[cell.standing][cell.role], cast, cell, headers)
}

function askAs(person: Person, cast: Cast, cell: Cell, headers: Record<string, string> = {}): Promise<Reply> {
  const { path, body } = sampleOf(cast, cell)
  const method = cell.route.slice(0, cell.route.indexOf(' '))
  const match: Record<string, string> = ['PATCH', 'PUT', 'DELETE'].includes(method) ? { 'if-match': '"1"' } : {}
  return person.ask(method, path, body, { ...match, ...headers })
}

/** What is wrong with the answer to somebody whose token has ended; undefined where it is as the reviewed table has it. */
export async function faultOnceEnded(
  cast: Cast,
  route: string,
  role: Role,
  person: Person,
): Promise<string | undefined> {
  const cell: Cell = { route, role, standing: 'active', whose: 'own' }
  const expected = outcomeOnceEnded(route)
  if (expected === 'open') return undefined
  const { status, body } = await askAs(person, cast, cell)
  const refused = status === 401 && body.code === 'unauthenticated'
  const asBefore = fits(outcomeOf(route, role, 'active', 'own'), status, body, cast, cell)
  // What an earlier cell removed is gone for whoever is still believed.
  if (refused || (expected === 'believed' && (asBefore || status === 404))) return undefined
  return `${route} as ${role}: ${expected} expected, answered: ${status} ${JSON.stringify(body).slice(0, 200)}`
}

/** Admitted: done, or refused for the state of the object. */
const admitted = [200, 201, 202, 204, 409, 412, 422]

/** What is wrong with a cell's answer; undefined where it is as the reviewed table has it. */
export function fault(cast: Cast, cell: Cell, { status, body }: Reply): string | undefined {
  const expected = outcomeOf(cell.route, cell.role, cell.standing, cell.whose)
  const text = JSON.stringify(body)
  const told = (why: string) =>
    `${cell.route} as ${cell.role}, ${cell.standing}, ${cell.whose}: ${expected} expected, ${why}: ${status} ${text.slice(0, 200)}`
  if (expected !== 'open') {
    const sent = JSON.stringify(sampleOf(cast, cell))
    // The log tells what the clinic's own people asked for, others' ids among it.
    const ids = cell.route.includes('/access-log') ? [] : idsOf(cast.elsewhere)
    const leaked = [cast.elsewhere.canary, ...ids].find(one => text.includes(one) && !sent.includes(one))
    if (leaked) return told(`shows ${leaked} of the other clinic`)
  }
  return fits(expected, status, body, cast, cell) ? undefined : told('answered')
}

function fits(expected: Outcome, status: number, body: Reply['body'], cast: Cast, cell: Cell): boolean {
  switch (expected) {
    case 'stranger':
      return status === 401 && body.code === 'unauthenticated'
    case 'forbidden':
      return status === 403 && body.code === 'forbidden'
    case 'open':
      return status !== 403
    case 'admitted':
      return admitted.includes(status) || (status === 403 && body.code === 'not_the_author')
    case 'nothing':
      // A list without it is as good as a refusal.
      if (status === 200) return Array.isArray(body.items) && !JSON.stringify(body).includes(namedBy(cast, cell))
      return status === 404 || status === 403 || (status === 422 && /_not_found$/.test(body.code))
  }
}

/** The patient whom a request of this cell is about. */
function namedBy({ fixture, elsewhere }: Cast, { whose }: Cell): string {
  return whose === 'foreign' ? elsewhere.own.patient : whose === 'other' ? fixture.other.patient : fixture.own.patient
}
