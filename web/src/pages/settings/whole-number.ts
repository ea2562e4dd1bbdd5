/** A whole number as it was typed; what is none stays text, and the schema refuses it in its own words. */
export function wholeNumberOr(typed: string): number | string {
  const text = typed.trim()
  return /^\d{1,9}$/.test(text) ? Number(text) : text
}
