/**
 * A text as a cell that no spreadsheet takes for a formula. Which character separates cells a spreadsheet chooses by its country or by whoever
 * opens the file, so that a formula may begin after each of them, after a line end and after a quote: there, too, an apostrophe comes before it.
 */
export function escapeCell(text: string): string {
  const inner = text.replace(beforeFormula, "$1'")
  return /^[\t\r\n]/.test(inner) ? `'${inner}` : inner
}

/** What `escapeCell` makes, taken back. */
export function unescapeCell(cell: string): string {
  const text = /^'[\t\r\n]/.test(cell) ? cell.slice(1) : cell
  return text.replace(apostrophe, '$1')
}

const beforeFormula = /(^|[\s,;:|"])(?=[=+\-@＝＋－＠])/g
const apostrophe = /(^|[\s,;:|"])'(?=[=+\-@＝＋－＠])/g

/** A cell of a CSV file (RFC 4180), escapeCell. */
export function csvCell(text: string): string {
  const cell = escapeCell(text)
  return /[",;|\s]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
