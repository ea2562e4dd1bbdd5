/** Milliseconds for which a session that was valid when asked about is believed, where what is read is nobody's data. */
const beliefMs = 60_000

/** Sessions that one isolate remembers, so that its memory stays bounded. */
const most = 10_000

/**
 * Which sessions were valid when identity was last asked, in the memory of this isolate. Only what was found valid is remembered, and a
 * belief is not renewed by being used: what ended is refused everywhere within a minute.
 */
export class RecentlyValid {
  #seen = new Map<string, number>()

  /** @param at the instant of the request. */
  has(session: string, at: number): boolean {
    const seen = this.#seen.get(session)
    return seen !== undefined && at - seen < beliefMs
  }

  /** @param at an instant before identity was asked. */
  note(session: string, at: number): void {
    // Last again, so that the first is the one that was asked about longest ago.
    this.#seen.delete(session)
    this.#seen.set(session, at)
    const [oldest] = this.#seen.keys()
    if (this.#seen.size > most && oldest !== undefined) this.#seen.delete(oldest)
  }

  forget(session: string): void {
    this.#seen.delete(session)
  }
}
