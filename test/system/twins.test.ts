import { expect, test } from 'vitest'
import { transcript } from '../twins.ts'
import { openWorld } from '../world.ts'

test('two clinics made alike are answered alike, whatever other clinics there are', async () => {
  const world = await openWorld()
  const first = await transcript(world)
  const second = await transcript(world)
  expect(first.length).toBeGreaterThan(150)
  expect(second).toEqual(first)
})
