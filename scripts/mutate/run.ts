import { writeFileSync } from 'node:fs'
import { rules } from '../../test/support/access-table.ts'
import { aClinicFixture, type ClinicFixture } from '../../test/support/clinic-fixture.ts'
import { addForeignRows } from '../../test/support/foreign-rows.ts'
import { type App, startApp } from '../../test/support/harness.ts'
import { aCast, ask, type Cast, type Cell, cellsOf, fault } from '../../test/support/permission-matrix.ts'
import { plain, transcript } from '../../test/support/tenant-diff.ts'
import { type Role, roles } from '../../workers/shared/permissions.ts'
import { equivalents } from './excused.ts'
import { allBut, type Mutant, mutants } from './mutants.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { forget, isRestless, type Suspect, suspectsOf, type Transcript, transcriptOf } from './transcript.ts'

/**
 * Runs inside the scratch copy: wakes one mutant after the other and asks what it changes, in three ways.
 *
 * 1. A cell of the routes that pass it turns red.
 * 2. A fixture that is asked everything, beside rows of another clinic that name its objects, is answered otherwise, or other rows are written.
 * 3. Most conditions have another before or behind them: an id is looked up in the clinic, and written in the clinic. Without one of the two
 *    all stays the same, so those that nobody notices alone must hold alone: with all other conditions of all Workers gone, and the objects of
 *    another clinic asked for, something is answered or written otherwise with this one than without it.
 */

let app: App
let elsewhere: ClinicFixture
let cast: Cast

const seconds = () => Math.round((Date.now() - began) / 1000)
const keyOf = (name: string) => name.replace(/:\d+ /, ' ').replace(/\$\{([^}]+)\}/g, '$1')

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

/** Of routes that ask the same, as nearly all ask for the names of patients. */
const mostInStory = 12

const limited = / \/api\/(?:auth\/(?!invitations|policy|switch)|public\/)/

/** Whose rows are told; identity keeps a copy of the clinic that staff keeps. */
const toldOfWorker = (worker: string) => (worker === 'staff' ? ['staff', 'gateway'] : [worker])

/** A fixture and another clinic's, made while all sleep, asked what the mutants can change, while one is awake. */
async function story(group: Mutant[], wake: string, skip?: RegExp): Promise<Transcript> {
  const routes = new Set(
    group.flatMap(({ traced }) => few([...new Set((passed.get(traced) ?? []).map(({ route }) => route))], mostInStory)),
  )
  // What passes no route may be a repeat's or a new object's, which the story asks of every write, or the clock's, which finds what these have left.
  const untraced = group.some(({ traced }) => !passed.has(traced)) ? /^(?!GET)|waitlist/ : undefined
  for (const route of rules.keys()) if (untraced?.test(route)) routes.add(route)
  // How often somebody may try is counted over all stories, and says nothing of a clinic.
  for (const route of routes) if (limited.test(route)) routes.delete(route)
  const lines = await transcript(app, {
    foreignRows: () => undefined,
    ...(group[0]?.site?.worker === 'shared' ? {} : { of: toldOfWorker(group[0]?.site?.worker ?? '') }),
    trespass: true,
    routes,
    skip,
    wake,
  })
  return transcriptOf(lines)
}

/** In groups of one Worker, small enough that little grows from the story before to the one after. */
const atOnce = 10
function groupsOf(all: Mutant[]): Mutant[][] {
  return [...Map.groupBy(all, ({ site }) => site?.worker).values()].flatMap(group =>
    Array.from({ length: Math.ceil(group.length / atOnce) }, (_, i) => group.slice(i * atOnce, (i + 1) * atOnce)),
  )
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

/** Several of these run side by side, for each mostly waits: the files of the conditions, and the flips, are dealt out in turn. */
const [lot = 0, lots = 1] = (process.env.LOT ?? '').split('/').filter(Boolean).map(Number)
const files = [...new Set(mutants().flatMap(({ site }) => site?.file ?? []))]
function isOfLot({ site }: Mutant, i: number): boolean {
  return (site ? files.indexOf(site.file) : i) % lots === lot
}

app = await startApp({})
const began = Date.now()
const passed = await trace()
process.stdout.write(`traced ${rules.size} routes in ${seconds()} s\n`)

const wanted = process.argv.slice(2).filter(word => word !== '--no-cells')
/** Straight to the stories, for what is known to turn no cell red. */
const cells = !process.argv.includes('--no-cells')
const all = mutants()
  .filter(({ name }) => wanted.length === 0 || wanted.some(part => name.includes(part) || keyOf(name) === part))
  .filter(isOfLot)
let silent: Mutant[] = []
for (const [i, mutant] of all.entries()) {
  if (!cells) {
    silent.push(mutant)
    continue
  }
  if (i % 20 === 0) await renew()
  if (await noticed(mutant, passed.get(mutant.traced) ?? [])) continue
  // Once more in fresh clinics, where nothing was changed by the mutants before.
  await renew()
  if (!(await noticed(mutant, passed.get(mutant.traced) ?? []))) silent.push(mutant)
}
const counted: [string, number][] = [['turn a cell red', all.length - silent.length]]
const say = (what: string, still: Mutant[]) => {
  counted.push([what, silent.length - still.length])
  silent = still
  process.stdout.write(
    `${counted.map(([told, number]) => `${number} ${told}`).join(', ')}, ${still.length} left; ${seconds()} s\n`,
  )
  for (const { name } of still) process.stdout.write(`  left: ${name}\n`)
}
say('', silent)
counted.pop()

/** An app of its own, in which there are few clinics yet. */
async function anew(): Promise<void> {
  await app.close()
  app = await startApp({})
}

/**
 * Not asked where all conditions are gone: what looks for each visit at the free times of everybody, of all clinics then; and who is next where
 * the queues of all clinics are one, which the millisecond decides.
 */
const unasked = /displaced|queue\/next/

const ways: { what: string; alone: boolean }[] = [
  { what: 'change what is answered or written', alone: false },
  { what: 'hold alone where all others are gone', alone: true },
]
for (const { what, alone } of ways) {
  const suspects: Suspect[] = []
  forget()
  for (const group of groupsOf(silent.filter(({ site }) => site))) {
    await anew()
    const tell = async (mutant?: Mutant) => {
      if (!alone) return story(group, mutant?.wake ?? 'none')
      // Where all conditions are gone, all that there is is read, which would be more each time.
      await anew()
      return story(group, allBut(mutant?.site?.number), unasked)
    }
    suspects.push(...(await suspectsOf(group, tell)))
  }
  const shown = suspects.flatMap(({ mutant, keys }) => {
    const found = keys.find(key => !isRestless(key))
    process.stdout.write(`  ${mutant.name}: ${found?.slice(0, 120) ?? 'by chance alone'}\n`)
    return found === undefined ? [] : [mutant]
  })
  say(
    what,
    silent.filter(mutant => !shown.includes(mutant)),
  )
}
const beside: Mutant[] = []
for (const mutant of silent.filter(({ site }) => !site)) {
  await renew()
  if (await seenBeside(mutant, passed.get(mutant.traced) ?? [])) beside.push(mutant)
}
say(
  'are seen beside another permission',
  silent.filter(mutant => !beside.includes(mutant)),
)

const survivors = silent
const namesakes = Map.groupBy(survivors, ({ name }) => keyOf(name))
const excused = [...namesakes].flatMap(([key, those]) => {
  const reason = equivalents.get(key)
  return reason && those.length <= (reason.times ?? 1) ? those : []
})
const alive = survivors.filter(one => !excused.includes(one)).map(({ name }) => name)
const outcome: Outcome = { mutants: all.length, counted, excused: excused.length, alive }
writeFileSync(outcomeOf(lot), JSON.stringify(outcome))
await app.close()
process.exit(0)
