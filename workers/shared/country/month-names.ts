/** How the twelve months begin, in English and Indonesian, old spellings and the usual short forms among them. */
const beginnings = [
  ['jan'],
  ['feb', 'peb'],
  ['mar'],
  ['apr'],
  ['may', 'mei'],
  ['jun'],
  ['jul'],
  ['aug', 'agu', 'ags'],
  ['sep'],
  ['oct', 'okt'],
  ['nov', 'nop'],
  ['dec', 'des'],
]

/** The month that a word names, 1 to 12; 0 for any other word. */
export function monthOf(word: string): number {
  const typed = word.toLowerCase()
  return beginnings.findIndex(names => names.some(name => typed.startsWith(name))) + 1
}
