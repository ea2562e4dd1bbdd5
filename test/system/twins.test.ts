import { beforeAll, expect, test } from 'vitest'
import { transcript } from '../twins.ts'
import { openWorld, type World } from '../world.ts'

let world: World
let usual: string[]
beforeAll(async () => {
  world = await openWorld()
  usual = await transcript(world)
})

test('two clinics made alike are answered alike, whatever other clinics there are', async () => {
  expect(usual.length).toBeGreaterThan(150)
  expect(await transcript(world)).toEqual(usual)
})

test('rows of another clinic that name the own objects are seen, counted and changed by nobody', async () => {
  let left = new Map<string, number>()
  const answers = await transcript(world, {
    strays: rows => {
      left = rows
    },
  })
  expect(answers).toEqual(usual)
  expect([...left].filter(([, rows]) => rows === 0)).toEqual([])
  expect(left.size).toBeGreaterThan(25)
})
