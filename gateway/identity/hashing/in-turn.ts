import { type Hashing, HashQueue } from './hash-queue.ts'

/** The queue of this isolate. */
const queue = new HashQueue()

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

/** Compute one slice when it is this one's turn. */
export type InTurn = <T>(slice: () => T) => Promise<T>

const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/**
 * Hash in turn with others. Each request looks by a timer of its own and waits for no promise of another: a request that is cut off in the middle
 * runs no further, not even its `finally`, and must not take along those behind it.
 *
 * @param hash computes slice by slice.
 * @throws TooManyHashes where a ceiling is reached, or the first turn does not come in time.
 */
export async function inTurn<T>(who: Hashing, hash: (inTurn: InTurn) => Promise<T>): Promise<T> {
  const came = Date.now()
  const ticket = queue.enter(who, came)
  if (!ticket) throw new TooManyHashes(queue.secondsToWait())
  let began: number | undefined
  const turn: InTurn = async slice => {
    for (let ms = queue.askForTurn(ticket, Date.now()); ms > 0; ms = queue.askForTurn(ticket, Date.now())) {
      if (began === undefined && Date.now() - came > queue.patience()) throw new TooManyHashes(queue.secondsToWait())
      await wait(ms)
    }
    const before = Date.now()
    began ??= before
    const value = queue.compute(slice)
    await wait(0)
    queue.took(Date.now() - before)
    return value
  }
  try {
    return await hash(turn)
  } finally {
    queue.leave(ticket, Date.now(), began)
  }
}

/** Leave the thread to others for as long as they would have it between so many slices, where all was computed in one piece. */
export async function restAsBetween(slices: number): Promise<void> {
  for (let i = 1; i < slices; i++) await wait(queue.pause())
}
