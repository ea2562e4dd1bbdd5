import { expect, test } from 'vitest'
import { ceilings, type Hashing, HashQueue, type Ticket } from './hash-queue.ts'

const stranger: Hashing = { known: false }
const known: Hashing = { known: true }
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))

function mustEnter(queue: HashQueue, who: Hashing, now = 0) {
  const ticket = queue.enter(who, now)
  if (!ticket) throw new Error('there was no place')
  return ticket
}

/** Ask until the turn is given, as requests do, and compute nothing. @returns when it was. */
function computeOne(queue: HashQueue, ticket: Ticket, from: number): number {
  let now = from
  for (let ms = queue.askForTurn(ticket, now); ms > 0; ms = queue.askForTurn(ticket, now)) now += ms
  queue.compute(() => undefined)
  return now
}

test('whoever came first is served, and a known device before, also between two slices of a stranger', () => {
  const queue = new HashQueue()
  const [first, second] = times(2, () => mustEnter(queue, stranger))
  if (!first || !second) throw new Error('nobody')
  expect(queue.askForTurn(second, 0)).toBeGreaterThan(0)
  expect(queue.askForTurn(first, 0)).toBe(0)
  queue.compute(() => undefined)
  const desk = mustEnter(queue, known, 10)
  expect(queue.askForTurn(desk, 10)).toBeGreaterThan(0)
  expect(queue.askForTurn(first, 100)).toBeGreaterThan(0)
  expect(queue.askForTurn(desk, 100)).toBe(0)
  queue.leave(desk, 100)
  expect(queue.askForTurn(first, 100)).toBe(0)
})

test('who signs in on known devices without end leaves every fourth turn to a stranger', () => {
  const queue = new HashQueue()
  const desk = mustEnter(queue, known)
  const other = mustEnter(queue, stranger)
  const turns: string[] = []
  for (let now = 0; turns.length < 8; now += 10) {
    for (const [who, ticket] of [
      ['known', desk],
      ['stranger', other],
    ] as const) {
      if (queue.askForTurn(ticket, now) > 0) continue
      queue.compute(() => undefined)
      turns.push(who)
    }
  }
  expect(turns).toEqual(['known', 'known', 'known', 'stranger', 'known', 'known', 'known', 'stranger'])
})

test('after a slice there is a pause, also for whoever computed it', () => {
  const queue = new HashQueue()
  const ticket = mustEnter(queue, stranger)
  const began = computeOne(queue, ticket, 0)
  expect(queue.askForTurn(ticket, began)).toBeGreaterThan(0)
  expect(computeOne(queue, ticket, began) - began).toBeGreaterThanOrEqual(queue.pause())
})

test('the pause grows with those who wait and with what a slice takes, up to a bound', () => {
  const queue = new HashQueue()
  mustEnter(queue, stranger)
  const alone = queue.pause()
  times(3, () => mustEnter(queue, stranger))
  const among = queue.pause()
  times(12, () => mustEnter(queue, stranger))
  const crowded = queue.pause()
  times(40, () => queue.took(1_000))
  expect([alone < among, among < crowded, crowded < 120, queue.pause()]).toEqual([true, true, true, 120])
})

test.each<[string, number, (i: number) => Hashing, Hashing]>([
  ['strangers in all', ceilings.strangers, () => stranger, known],
  [
    'strangers of one network',
    ceilings.network,
    () => ({ known: false, network: 'a' }),
    { known: false, network: 'b' },
  ],
  ['one account', ceilings.account, () => ({ known: false, email: 'a@x.test' }), { known: false, email: 'b@x.test' }],
  [
    'the known devices of one account',
    ceilings.accountKnown,
    () => ({ known: true, email: 'a@x.test' }),
    { known: false, email: 'a@x.test' },
  ],
])('%s have a ceiling, and others still find a place', (_, ceiling, of, other) => {
  const queue = new HashQueue()
  times(ceiling, i => mustEnter(queue, of(i)))
  expect(queue.enter(of(ceiling), 0)).toBeUndefined()
  expect(queue.enter(other, 0)).toBeDefined()
})

test('known devices have a ceiling in all, and those of one network none of its own: a hospital signs in at eight', () => {
  const queue = new HashQueue()
  times(ceilings.inAll, i => mustEnter(queue, { known: true, network: 'a hospital', email: `${i}@x.test` }))
  expect(queue.enter(known, 0)).toBeUndefined()
})

test('whoever was cut off after a slice, or while waiting, is passed over and soon forgotten', () => {
  const queue = new HashQueue()
  const [gone, goneToo, alive] = times(3, () => mustEnter(queue, stranger))
  if (!gone || !goneToo || !alive) throw new Error('nobody')
  computeOne(queue, gone, 0)
  expect(queue.askForTurn(alive, 100)).toBeGreaterThan(0)
  expect(computeOne(queue, alive, 300)).toBeLessThan(600)
  times(ceilings.strangers - 3, () => mustEnter(queue, stranger, 400))
  expect(queue.enter(stranger, 400)).toBeUndefined()
  expect(queue.enter(stranger, 3_100)).toBeDefined()
})

test('who was only late goes on waiting', () => {
  const queue = new HashQueue()
  const late = mustEnter(queue, stranger)
  mustEnter(queue, stranger, 9_000)
  expect(queue.askForTurn(late, 9_000)).toBeGreaterThan(0)
  expect(queue.askForTurn(late, 9_300)).toBe(0)
})

test('how long to wait is what those before take, by what hashes took lately', () => {
  const queue = new HashQueue()
  times(40, i => queue.leave(mustEnter(queue, stranger), i + 1_000, i))
  times(7, () => mustEnter(queue, stranger))
  expect(queue.secondsToWait()).toBe(7)
})
