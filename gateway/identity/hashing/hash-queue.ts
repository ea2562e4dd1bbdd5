/**
 * Who is hashed next, as rules without a clock of their own. A hash takes the one thread that every request of an isolate shares, so one is
 * computed at a time, with pauses, and no more wait than can be served before their requests time out.
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

/** How many may wait at once, the one that is computed included. */
export const ceilings = { inAll: 32, strangers: 16, network: 8, account: 4 }
/** Milliseconds after which a request that was not heard of is taken for cut off: then its code no longer runs, and it never leaves. */
const goneMs = 3_000
/** Milliseconds between two slices: in proportion to a slice, so that a slow machine leaves others the same share, and within these bounds. */
const pauses = { shortest: 5, longest: 60 }

export interface Ticket extends Hashing {
  seen: number
}

export class HashQueue {
  /** In the order in which they came; the one that is computed among them. */
  #tickets: Ticket[] = []
  #current: { ticket: Ticket; since: number } | undefined
  #restsUntil = 0
  /** What a slice and a hash took lately. */
  #sliceMs = 25
  #hashMs = 400

  /** @returns undefined where a ceiling is reached. */
  enter(who: Hashing, now: number): Ticket | undefined {
    this.#dropGone(now)
    const count = (same: (one: Ticket) => boolean) => this.#tickets.filter(same).length
    if (this.#tickets.length >= ceilings.inAll) return undefined
    if (who.email && count(one => one.email === who.email) >= ceilings.account) return undefined
    if (!who.known) {
      if (count(one => !one.known) >= ceilings.strangers) return undefined
      const { network } = who
      if (network && count(one => !one.known && one.network === network) >= ceilings.network) return undefined
    }
    const ticket = { ...who, seen: now }
    this.#tickets.push(ticket)
    return ticket
  }

  /** Ask for the turn, again and again until it is given: known devices first, then in the order in which they came. */
  takeTurn(ticket: Ticket, now: number): boolean {
    ticket.seen = now
    // One that was taken for gone, and was only late, waits on at the end.
    if (!this.#tickets.includes(ticket)) this.#tickets.push(ticket)
    this.#dropGone(now)
    if (this.#current || now < this.#restsUntil) return false
    if ((this.#tickets.find(one => one.known) ?? this.#tickets[0]) !== ticket) return false
    this.#current = { ticket, since: now }
    return true
  }

  /** Milliseconds to leave to others after slices: longer, the more wait. */
  pauseAfter(ticket: Ticket, slices: number, now: number): number {
    ticket.seen = now
    const waiting = this.#tickets.length - 1
    const pause = Math.round(this.#sliceMs * (0.5 + waiting / 4))
    return slices * Math.min(pauses.longest, Math.max(pauses.shortest, pause))
  }

  /** What one slice took, as told afterwards: the clock of the platform stands still while it computes. */
  took(sliceMs: number): void {
    this.#sliceMs = average(this.#sliceMs, Math.max(0, sliceMs))
  }

  leave(ticket: Ticket, now: number): void {
    this.#tickets = this.#tickets.filter(one => one !== ticket)
    if (this.#current?.ticket !== ticket) return
    this.#hashMs = average(this.#hashMs, now - this.#current.since)
    this.#current = undefined
    this.#restsUntil = now + this.pauseAfter(ticket, 1, now)
  }

  /** Seconds until all who wait now are served, where nobody else comes. */
  secondsToWait(): number {
    return Math.max(1, Math.ceil((this.#tickets.length * this.#hashMs) / 1000))
  }

  #dropGone(now: number): void {
    this.#tickets = this.#tickets.filter(one => now - one.seen <= goneMs)
    if (this.#current && !this.#tickets.includes(this.#current.ticket)) this.#current = undefined
  }
}

/** Of what was and what is, the newest a fifth. */
const average = (before: number, now: number) => before * 0.8 + now * 0.2
