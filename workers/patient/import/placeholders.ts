/** What people write into a cell that has nothing to say. Pure; the import and its page ask the same function. */

/** Signs alone, a date of zeros, and what a spreadsheet writes for a value that it does not have. */
const nothing =
  /^(?:[-–—_.,*?/\\ ]+|0{4}[-/.]0{1,2}[-/.]0{1,2}|0{1,2}[-/.]0{1,2}[-/.]0{4}|#N\/A|#VALUE!|#REF!|#NAME\?)$/i

export function isPlaceholder(text: string): boolean {
  return nothing.test(text.trim())
}
