import { expect, test } from 'vitest'
import { catchUp, mostMissed } from './history.ts'

test.each([
  ['nobody who was not here has missed anything', undefined, 5, 9, 'nothing'],
  ['who has the newest has missed nothing', 9, 5, 9, 'nothing'],
  ['what is remembered is told', 6, 5, 9, 'missed'],
  ['the oldest that is remembered is told, too', 4, 5, 9, 'missed'],
  ['before that nobody knows', 3, 5, 9, 'reboot'],
  ['a number from the future is of another life', 10, 5, 9, 'reboot'],
  ['nothing is remembered', 7, 10, 9, 'reboot'],
  ['too much to tell one by one', 0, 1, mostMissed + 1, 'reboot'],
  ['as much as can be told', 1, 1, mostMissed + 1, 'missed'],
] as const)('%s', (_, since, oldest, newest, what) => {
  expect(catchUp(since, oldest, newest)).toBe(what)
})
