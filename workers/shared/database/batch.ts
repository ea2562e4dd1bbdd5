import type { BatchItem } from 'drizzle-orm/batch'
import type { DrizzleD1Database } from 'drizzle-orm/d1'

export type Statement = BatchItem<'sqlite'>

/** Statements by name. An array is a group: those that go with a write, or those that only some requests need. */
type Named = Record<string, Statement | readonly Statement[]>

type Answer<One> = One extends readonly Statement[] ? Group<One> : One extends Statement ? One['_']['result'] : never
type Group<All extends readonly Statement[]> = { -readonly [Place in keyof All]: Answer<All[Place]> }
type Answers<All extends Named> = { -readonly [Name in keyof All]: Answer<All[Name]> }

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
  const [first, ...rest] = named.flatMap(([, one]) => one)
  if (!first) throw new Error('a batch without statements')
  const answers: unknown[] = await db.batch([first, ...rest])
  let next = 0
  const byName = named.map(([name, one]) => [name, isGroup(one) ? one.map(() => answers[next++]) : answers[next++]])
  // D1 answers statement by statement, so each name has the answer of its own.
  return Object.fromEntries(byName) as Answers<All>
}

function isGroup(one: Statement | readonly Statement[]): one is readonly Statement[] {
  return Array.isArray(one)
}
