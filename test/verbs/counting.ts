import { drizzle } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import type { Context } from '#shared/context'
import { env } from './env.ts'

/** A context over one of the real databases that counts what its statements read and how often it is asked. */
export function countingContext<Env>(database: D1Database, actor: Actor) {
  const counted = { rows: 0, roundTrips: 0, statements: 0 }
  const real = new WeakMap<object, D1PreparedStatement>()

  async function batch(statements: D1PreparedStatement[]) {
    const results = await database.batch(statements.map(one => real.get(one) ?? one))
    counted.roundTrips += 1
    counted.statements += results.length
    for (const result of results) counted.rows += result.meta.rows_read
    return results
  }

  function wrap(statement: D1PreparedStatement): D1PreparedStatement {
    const one = async () => {
      const [result] = await batch([statement])
      if (!result) throw new Error('a statement without a result')
      return result
    }
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all: one,
      run: one,
      raw: async () => (await one()).results.map(row => Object.values(row as object)),
      first: async () => (await one()).results[0] ?? null,
    }
    // It has every method that Drizzle calls.
    const asStatement = wrapped as unknown as D1PreparedStatement
    real.set(asStatement, statement)
    return asStatement
  }

  // So has this.
  const asDatabase = { prepare: (sql: string) => wrap(database.prepare(sql)), batch } as unknown as D1Database
  // The bindings of the tests are those of every Worker.
  const bindings = env as unknown as Env
  const context: Context<Env> = {
    env: bindings,
    actor,
    clinicId: actor.clinicId,
    at: actor.at,
    reach: 'all',
    db: drizzle(asDatabase),
  }
  return { context, counted }
}

/** A database that adds up the rows which the statements of its batches read, as D1 bills them. */
export function counting(database: D1Database) {
  const read = { rows: 0, statements: 0 }
  const batch = async <T>(statements: D1PreparedStatement[]) => {
    const results = await database.batch<T>(statements)
    read.statements += results.length
    read.rows += results.reduce((sum, result) => sum + result.meta.rows_read, 0)
    return results
  }
  const counted = new Proxy(database, {
    get(target, name) {
      if (name === 'batch') return batch
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { database: counted, read }
}
