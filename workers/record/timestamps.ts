/** Milliseconds a client's clock may run ahead of ours before an instant counts as the future. */
const clockSkew = 300_000

/** Whether an instant that a client sent lies in the future. */
export function tooLate(instant: number, at: number): boolean {
  return instant > at + clockSkew
}
