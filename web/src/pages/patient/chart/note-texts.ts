/** Texts by field, as typed and as stored; compared as the server keeps them: NFC, one kind of line end, no blanks around. */
export function settled(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').normalize('NFC').trim()
}

/** The fields that the server does not hold as they were typed. */
export function differing<T extends Record<string, string>>(typed: T, stored: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(typed).filter(([key, text]) => settled(text) !== settled(stored[key])),
  ) as Partial<T>
}

/**
 * Somebody saved meanwhile. Fields that were not touched here become theirs; where both changed one field differently, what was typed
 * here stays, and their text is told, so that a person decides.
 *
 * @param before what both began with.
 */
export function merged<T extends Record<string, string>>(
  before: T,
  typed: T,
  theirs: T,
): { texts: T; both: Record<string, string> } {
  const both: Record<string, string> = {}
  const texts: Record<string, string> = { ...typed }
  for (const [field, text] of Object.entries(theirs)) {
    const mine = settled(typed[field])
    if (mine === settled(before[field])) texts[field] = text
    else if (settled(text) !== settled(before[field]) && settled(text) !== mine) both[field] = text
  }
  return { texts: texts as T, both }
}
