import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { beforeAll, expect, expectTypeOf, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { type Cells, insertFrom, insertWhere } from './insert-where.ts'

const shelf = sqliteTable('naive_shelf', {
  id: text().primaryKey(),
  labels: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
  locked: integer({ mode: 'boolean' }).notNull(),
  note: text(),
  width: integer().notNull(),
  area: integer().notNull().generatedAlwaysAs(sql.empty()),
})
const db = drizzle(env.APPOINTMENT_DB)
const whole = { id: 'a', labels: ['x', 'y'], locked: true, note: 'n', width: 3 }

beforeAll(async () => {
  // Not in Drizzle's order, and with a column that Drizzle does not know yet.
  await env.APPOINTMENT_DB.prepare(
    `CREATE TABLE naive_shelf (width INTEGER NOT NULL, note TEXT, since INTEGER, locked INTEGER NOT NULL, labels TEXT NOT NULL,
      id TEXT PRIMARY KEY, area INTEGER GENERATED ALWAYS AS (width * width) VIRTUAL) STRICT`,
  ).run()
})

const rows = (id: string) =>
  env.APPOINTMENT_DB.prepare('SELECT * FROM naive_shelf WHERE id LIKE ?').bind(`${id}%`).all()

test('each value is written into the column that it names, encoded as the column says', async () => {
  const made = await insertWhere(db, shelf, whole, sql`1 = 1`).returning()
  expect(made).toEqual([{ ...whole, area: 9 }])
  expect((await rows('a')).results).toEqual([
    { id: 'a', labels: '["x","y"]', locked: 1, note: 'n', width: 3, since: null, area: 9 },
  ])
})

test('what is left out is the default or nothing; SQL stands as it is', async () => {
  await insertWhere(db, shelf, { id: 'b', locked: false, width: sql`4 + 1`, note: undefined }, undefined)
  expect((await rows('b')).results).toMatchObject([{ labels: '[]', locked: 0, note: null, width: 5 }])
})

test('where the condition does not hold there is no row', async () => {
  await insertWhere(db, shelf, { ...whole, id: 'c' }, sql`1 = 0`)
  expect((await rows('c')).results).toEqual([])
})

test('a row for each one of a source, and none twice', async () => {
  const source = sql`FROM json_each('["d1","d2","d1"]') j WHERE j.value LIKE 'd%'`
  await insertFrom(db, shelf, { id: sql`j.value`, locked: true, width: sql`j.key` }, source).onConflictDoNothing()
  expect((await rows('d')).results).toMatchObject([
    { id: 'd1', width: 0 },
    { id: 'd2', width: 1 },
  ])
})

test('a required column cannot be left out, an unknown one not named, and one that the database makes not written', () => {
  expectTypeOf(whole).toExtend<Cells<typeof shelf>>()
  expectTypeOf<{ id: string; locked: boolean }>().not.toExtend<Cells<typeof shelf>>()
  expectTypeOf<{ id: string; locked: number; width: number }>().not.toExtend<Cells<typeof shelf>>()
  expectTypeOf<keyof Cells<typeof shelf>>().toEqualTypeOf<'id' | 'labels' | 'locked' | 'note' | 'width'>()
})
