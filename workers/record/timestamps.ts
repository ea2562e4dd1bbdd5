/** Milliseconds a client's clock may run ahead of ours before an instant counts as the future. */
const clockSkew = 300_000

/** Whether something is said to have happened that cannot have happened yet. */
export function tooLate(instant: number, at: number): boolean {
  return instant > at + clockSkew
}
