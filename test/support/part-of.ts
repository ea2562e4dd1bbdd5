/** Of what differs from its neighbours in little every nth, from another one on for each route; all with NIGHTLY=1, which the nightly run sets. */
export function partOf<T>(all: readonly T[], every: number, first: number): T[] {
  return process.env.NIGHTLY ? [...all] : all.filter((_, i) => (i + first) % every === 0)
}
