/** Texts by field, as typed and as stored; compared as the server keeps them: NFC, one kind of line end, no blanks around. */
export function normalized(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').normalize('NFC').trim()
}

/** The fields that the server does not hold as they were typed. */
export function changedTexts<T extends Record<string, string>>(typed: T, stored: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(typed).filter(([key, text]) => normalized(text) !== normalized(stored[key])),
  ) as Partial<T>
}

/**
 * Somebody saved meanwhile. Fields that were not touched here become theirs; where both changed one field differently, what was typed
 * here stays, and their text is told, so that a person decides.
 *
 * @param base what both began with.
 */
export function mergeTexts<T extends Record<string, string>>(
  base: T,
  typed: T,
  saved: T,
): { texts: T; conflicts: Record<string, string> } {
  const conflicts: Record<string, string> = {}
  const texts: Record<string, string> = { ...typed }
  for (const [field, text] of Object.entries(saved)) {
    const typedText = normalized(typed[field])
    if (typedText === normalized(base[field])) texts[field] = text
    else if (normalized(text) !== normalized(base[field]) && normalized(text) !== typedText) conflicts[field] = text
  }
  return { texts: texts as T, conflicts }
}
