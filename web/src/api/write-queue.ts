import { noteOwnWrite } from '../live/own-writes.ts'

/** An object with the version that the screen shows. */
export interface VersionedId {
  id: string
  version: number
}

/** By object id: the write of this tab that is not answered yet, and the latest version that the server returned. */
const pendingWrites = new Map<string, Promise<unknown>>()
const latestVersions = new Map<string, number>()

/** Remember the version the server returned, so that a list read earlier does not bring an older one back. */
export function rememberVersion<T extends VersionedId>(now: T): T {
  noteOwnWrite(now.id)
  latestVersions.set(now.id, Math.max(now.version, latestVersions.get(now.id) ?? 0))
  return now
}

/**
 * Send the writes to one object one after another, each with the version that the previous write returned: the screen shows a step
 * before the server answers, so a second key may be pressed on an old version. A change by another person is still refused as stale.
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
