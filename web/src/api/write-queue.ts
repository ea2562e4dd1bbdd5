/** An object in the version that somebody saw. */
export interface Seen {
  id: string
  version: number
}

/** What this tab has on its way to an object, and the version that it was last answered. */
const onTheirWay = new Map<string, Promise<unknown>>()
const answered = new Map<string, number>()

/** Keep what was answered, so that a list that was read before it does not bring the older version back. */
export function heard<T extends Seen>(now: T): T {
  answered.set(now.id, Math.max(now.version, answered.get(now.id) ?? 0))
  return now
}

/**
 * Write what follows from what is on the screen, which shows a step before it is answered: of two quick keys the second waits for the
 * first, and begins where that one ended. What somebody else changed meanwhile is refused as ever.
 */
export async function inTurn<T extends Seen>({ id, version }: Seen, send: (version: number) => Promise<T>): Promise<T> {
  const before = onTheirWay.get(id)
  const mine = (async () => {
    await before?.catch(() => undefined)
    const now = await send(Math.max(version, answered.get(id) ?? 0))
    return heard(now)
  })()
  onTheirWay.set(id, mine)
  try {
    return await mine
  } finally {
    if (onTheirWay.get(id) === mine) onTheirWay.delete(id)
  }
}
