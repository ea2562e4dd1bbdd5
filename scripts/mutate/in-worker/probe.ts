import { sql } from 'drizzle-orm'
import { drizzle as unwatched } from 'drizzle-orm/d1'
import { readingOf, type Statement } from './reading.ts'

/**
 * Stands in the scratch copy in the place of drizzle. Each condition carries its number in the SQL, as `… OR /*s12*\/0`, with a 1 where its mutant is
 * awake. Where the header says `watch`, each statement's conditions are turned round one at a time, beside the statement, in its transaction: one
 * that lets it read or write other rows is told in the log.
 */

const header = () => String((globalThis as { mutant?: string }).mutant ?? '')

/** Whether a mutant is awake, by its number. */
function wakes(n: number): boolean {
  if (header() === 'trace') console.log(`trace:site ${n}`)
  return header()
    .split(';')
    .some(part => {
      const [kind, first, last] = part.split(' ')
      return kind === 'site' ? n === Number(first) : kind === 'sites' && n >= Number(first) && n <= Number(last)
    })
}

const marker = (n: number) => sql.raw(`/*s${n}*/${wakes(n) ? 1 : 0}`)
Object.assign(globalThis, { marker, marked: (n: number, condition: unknown) => sql`(${condition} OR ${marker(n)})` })

/** A statement as it was prepared, until it is run. */
interface Prepared extends Statement {
  statement: D1PreparedStatement
}
const prepared = new WeakMap<object, Prepared>()

/** How often one is shown before it is not asked any more. */
const enough = 3
const shown = new Map<string, number>()

interface Probe {
  site: string
  key: string
  as: D1PreparedStatement
  otherwise: D1PreparedStatement
}

function probesOf(database: D1Database, { text, params }: Statement): Probe[] {
  const sites = new Set([...text.matchAll(/\/\*s(\d+)\*\/[01]/g)].map(([, n]) => n ?? ''))
  const reading = sites.size > 0 ? readingOf({ text, params }) : undefined
  if (!reading) return []
  const ask = (asked: string) => database.prepare(asked).bind(...reading.params)
  return [...sites].flatMap(site => {
    const key = `${site} ${header()}`
    if ((shown.get(key) ?? 0) >= enough) return []
    const turned = reading.text.replace(
      new RegExp(`(/\\*s${site}\\*/)([01])`, 'g'),
      (_, at, was) => `${at}${was === '1' ? 0 : 1}`,
    )
    return turned === reading.text ? [] : [{ site, key, as: ask(reading.text), otherwise: ask(turned) }]
  })
}

const watched = () => header().includes('watch')

function tell(probes: Probe[], results: D1Result[]): void {
  for (const [i, { site, key }] of probes.entries()) {
    // Before and after: what differs by itself, as chance and the clock do, is no difference.
    const [before, turned, after] = results.slice(i * 3, i * 3 + 3).map(({ results }) => JSON.stringify(results))
    if (before !== after || before === turned) continue
    shown.set(key, (shown.get(key) ?? 0) + 1)
    console.log(`shown:site ${site}`)
  }
}

const asked = (probes: Probe[]) => probes.flatMap(({ as, otherwise }) => [as, otherwise, as])

function probing(database: D1Database): D1Database {
  const wrap = (one: Prepared): D1PreparedStatement => {
    const run =
      (name: 'all' | 'run' | 'raw' | 'first') =>
      async (...args: unknown[]) => {
        const probes = watched() ? probesOf(database, one) : []
        if (probes.length > 0) {
          await database.batch(asked(probes)).then(
            results => tell(probes, results),
            error => console.log(`unprobed: ${error} ${one.text}`),
          )
        }
        return (one.statement[name] as (...args: unknown[]) => Promise<unknown>)(...args)
      }
    const wrapped = {
      bind: (...params: unknown[]) => wrap({ ...one, params, statement: one.statement.bind(...params) }),
      all: run('all'),
      run: run('run'),
      raw: run('raw'),
      first: run('first'),
    } as unknown as D1PreparedStatement
    prepared.set(wrapped, one)
    return wrapped
  }
  const batch = async (statements: D1PreparedStatement[]) => {
    const all = statements.map(statement => prepared.get(statement))
    const bare = statements.map((statement, i) => all[i]?.statement ?? statement)
    const probes = all.map(one => (one && watched() ? probesOf(database, one) : []))
    if (probes.every(some => some.length === 0)) return database.batch(bare)
    try {
      const results = await database.batch(bare.flatMap((statement, i) => [...asked(probes[i] ?? []), statement]))
      const own: D1Result[] = []
      let at = 0
      for (const some of probes) {
        tell(some, results.slice(at, at + some.length * 3))
        at += some.length * 3
        const result = results[at++]
        if (result) own.push(result)
      }
      return own
    } catch (error) {
      // Refused by the database itself, as it may be, or a question that it does not take.
      if (!/RAISE|constraint|guard/i.test(String(error)))
        console.log(`unprobed: ${error} ${all.map(one => one?.text).join('; ')}`)
      return database.batch(bare)
    }
  }
  return new Proxy(database, {
    get(target, name) {
      if (name === 'prepare') return (text: string) => wrap({ text, params: [], statement: target.prepare(text) })
      if (name === 'batch') return batch
      const found = Reflect.get(target, name)
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}

export const drizzle: typeof unwatched = ((database: D1Database) => unwatched(probing(database))) as typeof unwatched
