import { expect, test } from 'vitest'
import { ceilings, type Hashing, HashQueue } from './hash-queue.ts'

const stranger: Hashing = { known: false }
const known: Hashing = { known: true }
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))

function mustEnter(queue: HashQueue, who: Hashing, now = 0) {
  const ticket = queue.enter(who, now)
  if (!ticket) throw new Error('there was no place')
  return ticket
}

test('one is hashed at a time, a known device before strangers who came earlier', () => {
  const queue = new HashQueue()
  const [first, second, desk] = [stranger, stranger, known].map(who => mustEnter(queue, who))
  if (!first || !second || !desk) throw new Error('nobody')
  // Known devices pass those who wait.
  expect(queue.takeTurn(first, 0)).toBe(false)
  expect(queue.takeTurn(desk, 0)).toBe(true)
  expect(queue.takeTurn(first, 0)).toBe(false)
  queue.leave(desk, 100)
  expect(queue.takeTurn(second, 1_000)).toBe(false)
  expect(queue.takeTurn(first, 1_000)).toBe(true)
})

test('between two hashes there is a pause', () => {
  const queue = new HashQueue()
  const [first, second] = times(2, () => mustEnter(queue, stranger))
  if (!first || !second) throw new Error('nobody')
  queue.takeTurn(first, 0)
  queue.leave(first, 100)
  expect(queue.takeTurn(second, 100)).toBe(false)
  expect(queue.takeTurn(second, 160)).toBe(true)
})

test('the pause grows with those who wait, up to a bound', () => {
  const queue = new HashQueue()
  const ticket = mustEnter(queue, stranger)
  const alone = queue.pauseAfter(ticket, 1, 0)
  times(3, () => mustEnter(queue, stranger))
  const among = queue.pauseAfter(ticket, 1, 0)
  times(12, () => mustEnter(queue, stranger))
  const crowded = queue.pauseAfter(ticket, 1, 0)
  expect([alone < among, among < crowded, crowded]).toEqual([true, true, 60])
})

test.each<[string, number, (i: number) => Hashing, Hashing]>([
  ['strangers in all', ceilings.strangers, () => stranger, known],
  [
    'strangers of one network',
    ceilings.network,
    () => ({ known: false, network: 'a' }),
    { known: false, network: 'b' },
  ],
  ['one account', ceilings.account, () => ({ known: true, email: 'a@x.test' }), { known: true, email: 'b@x.test' }],
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

test('whoever was cut off in the middle of a hash, or while waiting, is passed over', () => {
  const queue = new HashQueue()
  const [gone, goneToo, alive] = times(3, () => mustEnter(queue, stranger))
  if (!gone || !goneToo || !alive) throw new Error('nobody')
  expect(queue.takeTurn(gone, 0)).toBe(true)
  expect(queue.takeTurn(alive, 2_900)).toBe(false)
  expect(queue.takeTurn(alive, 3_001)).toBe(true)
})

test('how long to wait is what those before take, by what hashes took lately', () => {
  const queue = new HashQueue()
  for (let i = 0; i < 40; i++) {
    const ticket = mustEnter(queue, stranger, i * 10_000)
    queue.takeTurn(ticket, i * 10_000)
    queue.leave(ticket, i * 10_000 + 1_000)
  }
  times(7, () => mustEnter(queue, stranger, 400_000))
  expect(queue.secondsToWait()).toBe(7)
})
