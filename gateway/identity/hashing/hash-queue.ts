/**
 * Whose slice is computed next, as rules without a clock of their own. A hash takes the one thread that every request of an isolate shares, so
 * it is computed in slices, one at a time with a pause after each, and no more wait than can be served before their requests time out.
 */

/** Whose password is hashed, as far as the queue cares. */
export interface Hashing {
  /** The account has signed in on this device before, or is signed in: served before strangers, and from places kept for it. */
  known: boolean
  /** The network that asks; where absent, the ceiling for one network does not apply. */
  network?: string | undefined
  /** The address of the account; where absent, the ceiling for one account does not apply. */
  email?: string | undefined
}

/**
 * How many may wait at once, the one that is computed included; for one account as many as may be guessed at it in 15 minutes, and on its known
 * devices no more than a person has hands.
 */
export const ceilings = { inAll: 32, strangers: 16, network: 8, account: 10, accountKnown: 2 }
/** Slices of known devices in a row, after which a stranger has a turn: nobody keeps the others out by signing in again and again. */
const knownInARow = 3
/** Milliseconds between two looks of a request at the queue. */
const lookMs = 20
/** Milliseconds after which one that has not looked again is passed over, and after which it is taken for cut off and forgotten. */
const lateMs = 200
const goneMs = 3_000
/** Milliseconds within which a password is looked at, or the request told to come later: the gateway gives up on it after ten seconds. */
const answeredMs = 8_000
/** Milliseconds after a slice: in proportion to it, so that a slow machine leaves others the same share, and within these bounds. */
const pauses = { shortest: 5, longest: 120 }

export interface Ticket extends Hashing {
  seen: number
}

export class HashQueue {
  /** In the order in which they came; the one that is computed among them. */
  #tickets: Ticket[] = []
  #pauseIsDue = false
  #turnIsKnown = false
  #knownInARow = 0
  #restsUntil = 0
  /** What a slice and a hash took lately. */
  #sliceMs = 25
  #hashMs = 400

  /** @returns undefined where a ceiling is reached. */
  enter(who: Hashing, now: number): Ticket | undefined {
    this.#tickets = this.#tickets.filter(one => now - one.seen <= goneMs)
    const count = (same: (one: Ticket) => boolean) => this.#tickets.filter(same).length
    const { known, network, email } = who
    if (this.#tickets.length >= ceilings.inAll) return undefined
    if (email && count(one => one.email === email) >= ceilings.account) return undefined
    if (email && known && count(one => one.known && one.email === email) >= ceilings.accountKnown) return undefined
    if (!known && count(one => !one.known) >= ceilings.strangers) return undefined
    if (!known && network && count(one => !one.known && one.network === network) >= ceilings.network) return undefined
    const ticket = { ...who, seen: now }
    this.#tickets.push(ticket)
    return ticket
  }

  /**
   * Ask for the turn to compute a slice, again and again: known devices come first, also between two slices of a stranger's hash, but for every
   * fourth turn; then whoever came first.
   *
   * @returns 0 where it is given; else the milliseconds after which to ask again.
   */
  askForTurn(ticket: Ticket, now: number): number {
    ticket.seen = now
    // One that was taken for gone, and was only late, waits on at the end.
    if (!this.#tickets.includes(ticket)) this.#tickets.push(ticket)
    // Whoever looks first after a slice begins its pause: who computed it may have been cut off since.
    if (this.#pauseIsDue) this.#restsUntil = now + this.pause()
    this.#pauseIsDue = false
    const here = this.#tickets.filter(one => now - one.seen <= lateMs)
    const stranger = here.find(one => !one.known)
    const next = this.#knownInARow >= knownInARow && stranger ? stranger : (here.find(one => one.known) ?? stranger)
    if (next !== ticket) return lookMs
    this.#turnIsKnown = ticket.known
    return Math.min(lookMs, Math.max(0, this.#restsUntil - now))
  }

  /** Compute one slice. It holds the thread, so nobody can be cut off in the middle and take the turn along. */
  compute<T>(slice: () => T): T {
    const value = slice()
    this.#pauseIsDue = true
    this.#knownInARow = this.#turnIsKnown ? this.#knownInARow + 1 : 0
    return value
  }

  /** What one slice took, as its request tells when the clock goes on: the platform's stands still while it computes. */
  took(sliceMs: number): void {
    this.#sliceMs = average(this.#sliceMs, sliceMs)
  }

  /** Milliseconds that the thread is left to others after a slice: longer, the more wait. */
  pause(): number {
    const waiting = Math.max(0, this.#tickets.length - 1)
    return Math.min(pauses.longest, Math.max(pauses.shortest, Math.round(this.#sliceMs * (0.5 + waiting / 8))))
  }

  /** @param began when its first slice was computed; absent where none was. */
  leave(ticket: Ticket, now: number, began?: number): void {
    this.#tickets = this.#tickets.filter(one => one !== ticket)
    if (began !== undefined) this.#hashMs = average(this.#hashMs, now - began)
  }

  /** Milliseconds to wait for the first turn, so that with the hash after it the request is answered before the gateway gives up on it. */
  patience(): number {
    return Math.max(1_000, answeredMs - this.#hashMs)
  }

  /** Seconds until all who wait now are served, where nobody else comes. */
  secondsToWait(): number {
    return Math.max(1, Math.ceil((this.#tickets.length * this.#hashMs) / 1000))
  }
}

/** Of what was and what is, the newest a fifth. */
const average = (before: number, now: number) => before * 0.8 + now * 0.2
