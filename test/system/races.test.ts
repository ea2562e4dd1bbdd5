import { afterAll, beforeAll, expect, test } from 'vitest'
import { aGround, type Ground, naive, overlaps, run, shapes, wrong } from '../stress/races.ts'
import { type App, startApp } from '../support/harness.ts'

/** The short form of `npm run stress`. */

let app: App
let ground: Ground
beforeAll(async () => {
  // Of its own: the naive version takes the rule out of the database.
  app = await startApp({})
  ground = await aGround(app, 12)
})
afterAll(() => app.close())

test.each(Object.keys(shapes))('%s: as many win as fit in, and every loser is told why', async shape => {
  expect(wrong(await run(ground, shape, 3, 3))).toEqual([])
})

test('afterwards no two visits overlap, and without the rule of the database they would', async () => {
  expect(await overlaps(ground)).toBe(0)
  expect(await naive(ground)).toBeGreaterThan(1)
  expect(await overlaps(ground)).toBeGreaterThan(0)
})
