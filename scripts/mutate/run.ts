import { readFileSync } from 'node:fs'
import { aHouse, type House } from '../../test/house.ts'
import { aCast, ask, type Cast, type Cell, cellsOf, fault } from '../../test/matrix.ts'
import { leaveStrays } from '../../test/strays.ts'
import { rules } from '../../test/system/access.ts'
import { plain, transcript } from '../../test/twins.ts'
import { openWorld, type World } from '../../test/world.ts'
import { type Action, permissions, type Reach, type Role, roles } from '../../workers/shared/permissions.ts'
import type { Site } from './switch.ts'
import { unseen } from './unseen.ts'

/**
 * Runs inside the scratch copy: wakes one mutant after the other and asks the cells of the routes that pass it.
 *
 * Most conditions have another before or behind them: an id is looked up in the clinic, and written in the clinic. Without one of the two
 * every answer is the same, so those that nobody notices alone must hold alone: with all other conditions of their Worker gone, some cell
 * is answered otherwise with this one than without it.
 */

interface Mutant {
  /** What the header says. */
  wake: string
  name: string
  /** The trace by which the routes that pass it are known. */
  traced: string
  /** What else to take away, so that nothing stands before or behind it; each of these is tried. */
  beside(others: string[]): string[]
}

const sites = JSON.parse(readFileSync('sites.json', 'utf8')) as Site[]

function mutants(): Mutant[] {
  const flips = (Object.keys(permissions) as Action[]).flatMap(action =>
    roles.flatMap(role => {
      const row: Partial<Record<Role, Reach>> = permissions[action]
      // What nobody may is the system's, and no route leads a member to it.
      if (Object.keys(row).length === 0) return []
      const reach = row[role]
      const others: (Reach | 'none')[] = reach === undefined ? ['all'] : reach === 'own' ? ['none', 'all'] : ['none']
      return others.map(to => ({
        wake: `may ${action} ${role} ${to}`,
        name: `${action}: ${role} ${reach ?? 'none'} → ${to}`,
        traced: `may ${action}`,
        beside: (others: string[]) =>
          others.filter(other => other !== `may ${action}`).map(other => `${other} ${role} all`),
      }))
    }),
  )
  return [
    ...flips,
    ...sites.map(({ number, file, line, text }) => ({
      wake: `site ${number}`,
      name: `${file}:${line} without ${text}`,
      traced: `site ${number}`,
      beside: () => [othersOf(number, file)],
    })),
  ]
}

/** Every condition of the Worker but one. */
function othersOf(number: number, file: string): string {
  const worker = /^(?:workers\/)?\w+\//.exec(file)?.[0] ?? ''
  const all = sites.filter(site => site.file.startsWith(worker)).map(site => site.number)
  return `sites ${Math.min(...all)} ${Math.max(...all)} ${number}`
}

let world: World
let elsewhere: House
let cast: Cast

const seconds = () => Math.round((Date.now() - began) / 1000)
const withoutLine = (name: string) => name.replace(/:\d+ /, ' ')

/** Fresh clinics, because mutants change what they should not reach. */
async function renew(): Promise<void> {
  elsewhere = await aHouse(world)
  cast = await aCast(world, elsewhere)
  await leaveStrays(world, cast.house)
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
    const logs = world.harness.getLogs()
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
      world.harness.clearLogs()
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
function few<T>(all: readonly T[]): T[] {
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(all.length, most) }, (_, i) => all[Math.floor(i * step)] as T)
}

/** The first cell that the mutant turns red and that is green without it. */
async function noticed(mutant: Mutant, where: { route: string; role: Role }[]): Promise<Cell | undefined> {
  const [kind, , role] = mutant.wake.split(' ')
  const chosen = kind === 'may' ? where.filter(one => one.role === role) : few(where)
  for (const { route, role } of chosen) {
    for (const cell of activeCells(route, role)) {
      // The mutant first: what it lets through must not be what the cell was red for already.
      if ((await wrong(cell, mutant.wake)) && !(await wrong(cell))) return cell
    }
  }
  return undefined
}

/**
 * What a clinic is answered that was made and asked while a mutant is awake: all that it makes and reads, beside clinics whose data must not
 * get in, and rows of another clinic about its own objects. Text, to be compared; a clinic that cannot even be made says why.
 */
async function asked(mutant?: string): Promise<string[]> {
  if (mutant) {
    world.sent['x-mutant'] = mutant
    world.carried.mutant = mutant
  }
  try {
    return await transcript(world, () => undefined)
  } catch (error) {
    return [String(error)]
  } finally {
    delete world.sent['x-mutant']
    delete world.carried.mutant
  }
}

/** The first answer that is another one while the mutant is awake, and the usual one again when it sleeps. */
async function otherwise(mutant: string): Promise<string | undefined> {
  const told = await asked(mutant)
  const other = told.findIndex((answer, i) => answer !== usual[i])
  if (other < 0) return undefined
  const now = await asked()
  const same = now[other] === usual[other]
  // The hour, or what has grown: not the mutant.
  usual = now
  return same ? told[other] : undefined
}

/** What a cell is answered, without what is of this house alone. */
async function told(cell: Cell, mutant: string): Promise<string> {
  try {
    const reply = await ask(cast, cell, { 'x-mutant': mutant })
    return `${reply.status} ${plain(reply, cast.house)}`
  } catch (error) {
    return error instanceof Error ? error.name : 'error'
  }
}

/** Whether something is answered otherwise without the mutant's guard, and as before with it, where nothing else guards it. */
async function holdsAlone(mutant: Mutant, where: { route: string; role: Role }[], passed: Passed): Promise<boolean> {
  const [kind, , role] = mutant.wake.split(' ')
  const chosen = kind === 'may' ? where.filter(one => one.role === role) : few(where)
  for (const { route, role } of chosen) {
    const others = [...passed].flatMap(([traced, places]) =>
      traced.startsWith('may ') && places.some(place => place.route === route) ? [traced] : [],
    )
    for (const only of mutant.beside(others)) {
      for (const cell of activeCells(route, role)) {
        const before = await told(cell, only)
        if ((await told(cell, `${only};${mutant.wake}`)) !== before && (await told(cell, only)) === before) return true
      }
    }
  }
  for (const only of kind === 'may' ? [] : mutant.beside([])) {
    const [before, without, after] = [await asked(only), await asked(`${only};${mutant.wake}`), await asked(only)]
    if (without.some((answer, i) => answer !== before[i] && before[i] === after[i])) return true
  }
  return false
}

world = await openWorld({})
const began = Date.now()
const passed = await trace()
process.stdout.write(`traced ${rules.size} routes in ${seconds()} s\n`)
let usual = await asked()
if ((await asked()).join() !== usual.join())
  throw new Error('clinics made alike are answered otherwise: npm test says how')

const wanted = process.argv.slice(2)
const all = mutants().filter(({ name }) => wanted.length === 0 || wanted.some(part => name.includes(part)))
const survivors: Mutant[] = []
let second = 0
let done = 0
for (const mutant of all) {
  if (done++ % 20 === 0) await renew()
  const where = passed.get(mutant.traced) ?? []
  if (await noticed(mutant, where)) continue
  if (await otherwise(mutant.wake)) continue
  // Once more in fresh clinics, where nothing was changed by the mutants before.
  await renew()
  if (await noticed(mutant, where)) continue
  if (await holdsAlone(mutant, where, passed)) {
    second++
    continue
  }
  survivors.push(mutant)
  process.stdout.write(`  ${done} of ${all.length}: not noticed: ${mutant.name}\n`)
}
const excused = survivors.filter(({ name }) => unseen.has(withoutLine(name)))
const alive = survivors.filter(one => !excused.includes(one))
for (const { name } of alive) process.stdout.write(`  alive: ${name}\n`)
const sums = [
  `${all.length} mutants`,
  `${all.length - survivors.length - second} noticed`,
  `${second} that hold alone`,
  `${excused.length} that no answer can show (scripts/mutate/unseen.ts)`,
  `${alive.length} alive`,
]
process.stdout.write(`${sums.join(', ')}; in ${seconds()} s\n`)
await world.close()
process.exit(alive.length > 0 ? 1 : 0)
