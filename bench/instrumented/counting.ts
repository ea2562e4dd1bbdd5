/** A database that notes every question put to it: which statements, in one trip or several, and what they read. */

export interface CountedStatement {
  sql: string
  params: unknown[]
  /** As D1 bills them. */
  rowsRead: number
}

/** One round trip to D1. Instants are Unix milliseconds. */
export interface Trip {
  database: string
  how: 'batch' | 'all' | 'raw'
  began: number
  ended: number
  statements: CountedStatement[]
}

/**
 * Milliseconds for which every trip is held back. The clock of a Worker stands still while it computes, and a real trip takes about one
 * millisecond; held this long, trips that wait for each other lie behind each other, and those side by side overlap.
 */
export const held = 20

const trips: Trip[] = []

/** What was noted since the last time. */
export function takeTrips(): Trip[] {
  return trips.splice(0)
}

export function counted(database: D1Database, name: string): D1Database {
  const known = new WeakMap<object, { real: D1PreparedStatement; sql: string; params: unknown[] }>()

  async function batch(statements: D1PreparedStatement[], how: Trip['how'] = 'batch') {
    const began = Date.now()
    const asked = statements.map(one => {
      const found = known.get(one)
      if (!found) throw new Error('a statement of another database')
      return found
    })
    await scheduler.wait(held)
    const results = await database.batch(asked.map(({ real }) => real))
    trips.push({
      database: name,
      how,
      began,
      ended: Date.now(),
      statements: asked.map(({ sql, params }, i) => ({ sql, params, rowsRead: results[i]?.meta.rows_read ?? 0 })),
    })
    return results
  }

  function wrap(real: D1PreparedStatement, sql: string, params: unknown[] = []): D1PreparedStatement {
    const one = async (how: Trip['how']) => {
      const [result] = await batch([statement], how)
      if (!result) throw new Error('a statement without a result')
      return result
    }
    // It has every method that the Workers and Drizzle call.
    const statement = {
      bind: (...values: unknown[]) => wrap(real.bind(...values), sql, values),
      all: () => one('all'),
      run: () => one('all'),
      first: async () => (await one('all')).results[0] ?? null,
      raw: async () => (await one('raw')).results.map(row => Object.values(row as object)),
    } as unknown as D1PreparedStatement
    known.set(statement, { real, sql, params })
    return statement
  }

  // So has this.
  return { prepare: (sql: string) => wrap(database.prepare(sql), sql), batch } as unknown as D1Database
}
