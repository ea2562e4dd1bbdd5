import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { expect, expectTypeOf, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { room } from '../../appointment/rooms/schema.ts'
import { batch } from './batch.ts'

const order = sqliteTable('naive_order', { word: text().primaryKey() })
const db = drizzle(env.APPOINTMENT_DB)
const say = (word: string) => db.select({ word: sql<string>`${word}`.as('word') }).from(sql`(SELECT 1)`)

test('each name has the answer of its own statement, a group those of its statements in order', async () => {
  const answers = await batch(db, {
    last: say('z'),
    group: [say('a'), say('b')],
    none: [],
    first: say('y'),
  })
  expect(answers).toEqual({
    last: [{ word: 'z' }],
    group: [[{ word: 'a' }], [{ word: 'b' }]],
    none: [],
    first: [{ word: 'y' }],
  })
})

test('the statements run in the order in which they are written, as one transaction', async () => {
  await db.run(sql`CREATE TABLE naive_order (word TEXT PRIMARY KEY) STRICT`)
  const add = (word: string) => db.insert(order).values({ word })
  const all = () => db.select().from(order).orderBy(sql`rowid`)
  const { before, after } = await batch(db, { zebra: add('1'), before: all(), ape: [add('2'), add('3')], after: all() })
  expect(before).toEqual([{ word: '1' }])
  expect(after).toEqual([{ word: '1' }, { word: '2' }, { word: '3' }])
  await expect(batch(db, { one: add('4'), twice: add('1') })).rejects.toThrow()
  expect(await all()).toHaveLength(3)
})

test('an answer has the type of its statement', async () => {
  const { rooms, groups } = await batch(db, {
    rooms: db.select({ id: room.id }).from(room).limit(1),
    groups: [say('a')],
  })
  expectTypeOf(rooms).toEqualTypeOf<{ id: string }[]>()
  expectTypeOf(groups[0]).toEqualTypeOf<{ word: string }[]>()
})
