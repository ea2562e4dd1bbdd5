/**
 * A log is cut into spans of 5,000 entries. At each cut stands a checkpoint, so that any span can be proved without the others, and at most this many
 * entries are walked at once: some 50 ms of the log's only thread.
 */
export const spanLength = 5_000

/** A stretch of the chain: the entries after one sequence, up to another. */
export interface Span {
  after: number
  until: number
}

/** The last span that is full, and what came after it: whatever the age of the log, fewer than two spans. */
export function youngest(head: number): Span {
  return { after: Math.max(0, (Math.floor(head / spanLength) - 1) * spanLength), until: head }
}

/** The one that ends at a sequence, as far as the log reaches. */
export function endingAt(until: number, head: number): Span {
  return { after: Math.floor((until - 1) / spanLength) * spanLength, until: Math.min(until, head) }
}

/** Where the span of the entry after a sequence ends. */
export function cutAfter(sequence: number): number {
  return (Math.floor(sequence / spanLength) + 1) * spanLength
}
