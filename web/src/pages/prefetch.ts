/** Fetch the code of pages that are likely next, while there is nothing else to do; never where the person saves data. */
export function prefetch(wanted: readonly { load: () => Promise<unknown> }[]): void {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000))
  idle(() => {
    for (const { load } of wanted) load().catch(() => undefined)
  })
}
