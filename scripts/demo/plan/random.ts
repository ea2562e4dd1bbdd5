/** Chance with a fixed seed: the same demo for everyone (mulberry32). */
export function chance(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    /** A whole number, both ends included. */
    whole,
    /** True so often, 0 to 1. */
    often: (share: number) => next() < share,
    pick<T>(from: readonly T[]): T {
      const one = from[Math.floor(next() * from.length)]
      if (one === undefined) throw new Error('nothing to pick from')
      return one
    },
    digits: (count: number) => Array.from({ length: count }, () => whole(0, 9)).join(''),
    /** A number around a middle, with one decimal. */
    around: (middle: number, spread: number) => Math.round((middle + (next() + next() - 1) * spread) * 10) / 10,
  }
}
export type Chance = ReturnType<typeof chance>
