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
 * Merge the texts that another person saved meanwhile. A field that was not edited here takes the saved text; a field that both edited
 * differently keeps the typed text, and `conflicts` holds the saved one, so that a person decides.
 *
 * @param base the texts that both started from.
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
