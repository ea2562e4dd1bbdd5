import type { createTestHarness } from 'wrangler'
import { databases } from '../../scripts/local/root.ts'
import type { Answered } from '../tables/worker.ts'

/**
 * The databases of an app, as tests ask them. D1 itself can be had from the harness, but each of its calls halts this process for a trip to
 * the runtime: a statement took ten milliseconds, and here one or two.
 */

type Row = Record<string, unknown>

export interface Statement {
  sql: string
  values: unknown[]
  bind(...values: unknown[]): Statement
  run(): Promise<void>
  all<R = Row>(): Promise<R[]>
  first<R = Row>(): Promise<R | null>
}

export interface Database {
  prepare(sql: string): Statement
  /** All or none. @throws what D1 says. */
  batch(statements: Statement[]): Promise<void>
  /** Each for itself: why it was refused, nothing where it was not. */
  each(statements: Statement[]): Promise<(string | undefined)[]>
}

/** The Worker that runs the statements, for the harness. */
export const tables = {
  config: {
    name: 'tables',
    main: 'test/tables/worker.ts',
    compatibility_date: '2026-10-01',
    d1_databases: databases.map(({ name, binding }) => ({ binding, database_name: name })),
  },
}

export function databaseOf(harness: ReturnType<typeof createTestHarness>, binding: string): Database {
  async function ask(statements: Statement[], each: boolean): Promise<Answered[]> {
    const sent = statements.map(({ sql, values }) => ({ sql, values }))
    const reply = await harness.getWorker('tables').fetch('http://tables/', {
      method: 'POST',
      body: JSON.stringify({ binding, statements: sent, each }),
    })
    if (!reply.ok) throw new Error(await reply.text())
    return ((await reply.json()) as Answered[]).flat()
  }

  async function rowsOf(statement: Statement): Promise<Row[]> {
    const [answer] = await ask([statement], false)
    if (!answer || 'error' in answer) throw new Error(answer?.error)
    return answer.rows
  }

  function prepare(sql: string, values: unknown[] = []): Statement {
    const statement: Statement = {
      sql,
      values,
      bind: (...bound) => prepare(sql, bound),
      run: async () => {
        await rowsOf(statement)
      },
      all: async <R>() => (await rowsOf(statement)) as R[],
      first: async <R>() => ((await rowsOf(statement))[0] as R | undefined) ?? null,
    }
    return statement
  }

  return {
    prepare: sql => prepare(sql),
    batch: async statements => {
      const [answer] = await ask(statements, false)
      if (answer && 'error' in answer) throw new Error(answer.error)
    },
    each: async statements => (await ask(statements, true)).map(one => ('error' in one ? one.error : undefined)),
  }
}
