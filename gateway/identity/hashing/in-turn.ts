import { type Hashing, HashQueue } from './hash-queue.ts'

/** The queue of this isolate. */
const queue = new HashQueue()

/** Milliseconds between two looks at the queue. */
const lookMs = 20
/** Milliseconds that a request waits for its turn: with the hash after them, it is answered before the gateway gives up on it. */
const patienceMs = 6_000

/** Thrown where too many passwords wait to be hashed. Nothing was looked at or written; `verbs.ts` makes `rate_limited` of it. */
export class TooManyHashes extends Error {
  override name = 'TooManyHashes'
  /** Until those who wait now are served. */
  readonly seconds: number
  constructor(seconds: number) {
    super(`${seconds} s`)
    this.seconds = seconds
  }
}

/** Leave the thread to others after so many slices. */
export type Rest = (slices: number) => Promise<void>

const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/**
 * Hash when it is this one's turn. Each request looks by a timer of its own and waits for no promise of another: a request that is cut off in
 * the middle runs no further, not even its `finally`, and must not take along those behind it.
 *
 * @param hash computes slice by slice, and rests after each but the last.
 * @throws TooManyHashes where a ceiling is reached, or the turn does not come in time.
 */
export async function inTurn<T>(who: Hashing, hash: (rest: Rest) => Promise<T>): Promise<T> {
  const came = Date.now()
  const ticket = queue.enter(who, came)
  if (!ticket) throw new TooManyHashes(queue.secondsToWait())
  try {
    while (!queue.takeTurn(ticket, Date.now())) {
      if (Date.now() - came > patienceMs) throw new TooManyHashes(queue.secondsToWait())
      await wait(lookMs)
    }
    let began = Date.now()
    return await hash(async slices => {
      const pause = queue.pauseAfter(ticket, slices, Date.now())
      await wait(pause)
      queue.took((Date.now() - began - pause) / slices)
      began = Date.now()
    })
  } finally {
    queue.leave(ticket, Date.now())
  }
}
