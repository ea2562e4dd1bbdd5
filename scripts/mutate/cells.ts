import { writeFileSync } from 'node:fs'
import { rules } from '../../test/support/access-table.ts'
import { aClinicFixture, type ClinicFixture } from '../../test/support/clinic-fixture.ts'
import { addForeignRows } from '../../test/support/foreign-rows.ts'
import { type App, startApp } from '../../test/support/harness.ts'
import { aCast, ask, type Cast, type Cell, cellsOf, fault } from '../../test/support/permission-matrix.ts'
import { plain } from '../../test/support/tenant-diff.ts'
import { type Role, roles } from '../../workers/shared/permissions.ts'
import { type Mutant, wanted } from './mutants.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/**
 * Runs inside the scratch copy: wakes one mutant after the other and asks the cells of the routes that pass it, until one turns red. A flip that
 * another permission of the same route stands before is asked once more where that one lets through.
 */

let app: App
let elsewhere: ClinicFixture
let cast: Cast

const seconds = () => Math.round((Date.now() - began) / 1000)

/** Fresh clinics, because mutants change what they should not reach. */
async function renew(): Promise<void> {
  elsewhere = await aClinicFixture(app)
  cast = await aCast(app, elsewhere)
  await addForeignRows(app, cast.fixture)
}

const activeCells = (route: string, role: Role) =>
  cellsOf(cast, route, role).filter(({ standing }) => standing === 'active')

/** What is wrong with a cell while a mutant is awake; another clinic's words in an answer throw in `ask`. */
async function wrong(cell: Cell, mutant?: string): Promise<string | undefined> {
  try {
    return fault(cast, cell, await ask(cast, cell, mutant ? { 'x-mutant': mutant } : {}))
  } catch (error) {
    return String(error)
  }
}

/** What was logged, once nothing more arrives: it comes a little after the answers. */
async function allLogs(): Promise<unknown[]> {
  for (let last = -1; ; ) {
    await new Promise(resolve => setTimeout(resolve, 25))
    const logs = app.harness.getLogs()
    if (logs.length === last) return logs
    last = logs.length
  }
}

/** Which permissions and conditions each route passes, for each role. */
type Passed = Map<string, { route: string; role: Role }[]>
async function trace(): Promise<Passed> {
  const passed: Passed = new Map()
  for (const role of roles) {
    await renew()
    for (const route of rules.keys()) {
      app.harness.clearLogs()
      for (const cell of activeCells(route, role)) await wrong(cell, 'trace')
      const seen = new Set(
        [...JSON.stringify(await allLogs()).matchAll(/trace:((?:may|site) [\w.]+)/g)].map(([, found]) => found ?? ''),
      )
      for (const one of seen) passed.set(one, [...(passed.get(one) ?? []), { route, role }])
    }
  }
  return passed
}

/** Of what nearly every request passes a few are asked, from the first to the last: the transcript asks them all. */
const most = 40
function few<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(all.length, most) }, (_, i) => all[Math.floor(i * step)] as T)
}

/** The first cell that the mutant turns red and that is green without it. */
async function noticed(mutant: Mutant, where: { route: string; role: Role }[]): Promise<Cell | undefined> {
  const chosen = mutant.role ? where.filter(one => one.role === mutant.role) : few(where, most)
  for (const { route, role } of chosen) {
    for (const cell of activeCells(route, role)) {
      // The mutant first: what it lets through must not be what the cell was red for already.
      // Twice, for what is slow for a moment is not what the mutant does.
      if ((await wrong(cell, mutant.wake)) && !(await wrong(cell)) && (await wrong(cell, mutant.wake))) return cell
    }
  }
  return undefined
}

/** What a cell is answered, without what is of this fixture alone. */
async function told(cell: Cell, mutant: string): Promise<string> {
  try {
    const reply = await ask(cast, cell, { 'x-mutant': mutant })
    return `${reply.status} ${plain(reply.body, cast.fixture)}`
  } catch (error) {
    return error instanceof Error ? error.name : 'error'
  }
}

/** Whether a flip is seen where another permission of the same route does not stand before it. */
async function seenBeside(mutant: Mutant, where: { route: string; role: Role }[]): Promise<boolean> {
  for (const { route, role } of where.filter(one => one.role === mutant.role)) {
    const others = [...passed].flatMap(([traced, places]) =>
      traced.startsWith('may ') && places.some(place => place.route === route) ? [traced] : [],
    )
    for (const other of others.filter(one => one !== mutant.traced)) {
      const only = `${other} ${role} all`
      for (const cell of activeCells(route, role)) {
        const before = await told(cell, only)
        if ((await told(cell, `${only};${mutant.wake}`)) !== before && (await told(cell, only)) === before) return true
      }
    }
  }
  return false
}

/** Several of these run side by side, for each mostly waits: the mutants are dealt out in turn. */
const [lot = 0, lots = 1] = (process.env.LOT ?? '').split('/').filter(Boolean).map(Number)
const isOfLot = (_: Mutant, i: number) => i % lots === lot

app = await startApp({})
const began = Date.now()
const passed = await trace()
process.stdout.write(`traced ${rules.size} routes in ${seconds()} s\n`)

const all = wanted().filter(isOfLot)
const silent: Mutant[] = []
for (const [i, mutant] of all.entries()) {
  if (i % 20 === 0) await renew()
  if (await noticed(mutant, passed.get(mutant.traced) ?? [])) continue
  // Once more in fresh clinics, where nothing was changed by the mutants before.
  await renew()
  if (!(await noticed(mutant, passed.get(mutant.traced) ?? []))) silent.push(mutant)
}
process.stdout.write(`${all.length - silent.length} of ${all.length} turn a cell red; ${seconds()} s\n`)
const beside: Mutant[] = []
for (const mutant of silent.filter(({ site }) => !site)) {
  await renew()
  if (await seenBeside(mutant, passed.get(mutant.traced) ?? [])) beside.push(mutant)
}
const outcome: Outcome = {
  mutants: all.length,
  red: all.length - silent.length,
  beside: beside.length,
  silent: silent.filter(mutant => !beside.includes(mutant)).map(({ name }) => name),
}
writeFileSync(outcomeOf(lot), JSON.stringify(outcome))
process.stdout.write(`${outcome.silent.length} left; ${seconds()} s\n`)
await app.close()
process.exit(0)
