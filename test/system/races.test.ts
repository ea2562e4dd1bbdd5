import { afterAll, beforeAll, expect, test } from 'vitest'
import { aGround, type Ground, naive, overlaps, run, shapes, wrong } from '../stress/races.ts'
import { openWorld, type World } from '../support/harness.ts'

/** The short form of `npm run stress`. */

let world: World
let ground: Ground
beforeAll(async () => {
  // Of its own: the naive twin takes the rule out of the database.
  world = await openWorld({})
  ground = await aGround(world, 12)
})
afterAll(() => world.close())

test.each(Object.keys(shapes))('%s: as many win as fit in, and every loser is told why', async shape => {
  expect(wrong(await run(ground, shape, 3, 3))).toEqual([])
})

test('afterwards no two visits overlap, and without the rule of the database they would', async () => {
  expect(await overlaps(ground)).toBe(0)
  expect(await naive(ground)).toBeGreaterThan(1)
  expect(await overlaps(ground)).toBeGreaterThan(0)
})
