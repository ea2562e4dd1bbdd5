/** Objects that this tab has just changed: it has their newest state from the answer, and need not ask again when the channel tells of them. */

const remembered = new Map<string, number>()
const rememberedMs = 3_000

export function noteOwnWrite(id: string, at = Date.now()): void {
  for (const [other, since] of remembered) if (at - since > rememberedMs) remembered.delete(other)
  remembered.set(id, at)
}

export function isOwnWrite(id: string, at = Date.now()): boolean {
  const since = remembered.get(id)
  return since !== undefined && at - since <= rememberedMs
}
