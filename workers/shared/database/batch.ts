import type { BatchItem } from 'drizzle-orm/batch'
import type { DrizzleD1Database } from 'drizzle-orm/d1'

export type Statement = BatchItem<'sqlite'>

/** Statements by name. An array is a group: those that go with a write, or those that only some requests need. */
type Named = Record<string, Statement | readonly Statement[]>

type Answer<One> = One extends readonly Statement[] ? Group<One> : One extends Statement ? One['_']['result'] : never
type Group<All extends readonly Statement[]> = { -readonly [Place in keyof All]: Answer<All[Place]> }
type Answers<All extends Named> = { -readonly [Name in keyof All]: Answer<All[Name]> }

/** What hears a statement's answer, besides whoever runs the batch: the ledger, which notes the changes that were really made. */
const listeners = new WeakMap<object, (answer: unknown) => void>()

/** Have a statement's answer heard, once the batch that it is put into has been run. */
export function heard<S extends Statement>(statement: S, listener: (answer: S['_']['result']) => void): S {
  listeners.set(statement, listener as (answer: unknown) => void)
  return statement
}

/** JavaScript moves names that are whole numbers to the front of an object. */
type InOrder<All> = { [Name in keyof All]: Name extends `${number}` ? never : unknown }

/**
 * Run statements as one transaction, in the order in which they are written.
 *
 * @returns what each answers, by its name; of a group, an array in the group's order.
 */
export async function batch<const All extends Named>(
  db: DrizzleD1Database,
  statements: All & InOrder<All>,
): Promise<Answers<All>> {
  const named = Object.entries<Statement | readonly Statement[]>(statements)
  const all = named.flatMap(([, one]) => one)
  const [first, ...rest] = all
  if (!first) throw new Error('a batch without statements')
  const answers: unknown[] = await db.batch([first, ...rest])
  for (const [i, statement] of all.entries()) listeners.get(statement)?.(answers[i])
  let next = 0
  const byName = named.map(([name, one]) => [name, isGroup(one) ? one.map(() => answers[next++]) : answers[next++]])
  // D1 answers statement by statement, so each name has the answer of its own.
  return Object.fromEntries(byName) as Answers<All>
}

function isGroup(one: Statement | readonly Statement[]): one is readonly Statement[] {
  return Array.isArray(one)
}
