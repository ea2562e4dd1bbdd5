/** An object in the version that somebody saw. */
export interface VersionedId {
  id: string
  version: number
}

/** What this tab has on its way to an object, and the version that it was last answered. */
const pendingWrites = new Map<string, Promise<unknown>>()
const latestVersions = new Map<string, number>()

/** Keep what was answered, so that a list that was read before it does not bring the older version back. */
export function rememberVersion<T extends VersionedId>(now: T): T {
  latestVersions.set(now.id, Math.max(now.version, latestVersions.get(now.id) ?? 0))
  return now
}

/**
 * Write what follows from what is on the screen, which shows a step before it is answered: of two quick keys the second waits for the
 * first, and begins where that one ended. What somebody else changed meanwhile is refused as ever.
 */
export async function queueWrite<T extends VersionedId>(
  { id, version }: VersionedId,
  send: (version: number) => Promise<T>,
): Promise<T> {
  const before = pendingWrites.get(id)
  const write = (async () => {
    await before?.catch(() => undefined)
    const now = await send(Math.max(version, latestVersions.get(id) ?? 0))
    return rememberVersion(now)
  })()
  pendingWrites.set(id, write)
  try {
    return await write
  } finally {
    if (pendingWrites.get(id) === write) pendingWrites.delete(id)
  }
}
