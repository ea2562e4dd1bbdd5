/**
 * How much of a password is its own: what is left of it without repeats, sequences and words that everybody around the account knows. Asked by
 * the server before it keeps a password, and by the page while one is typed; the list of common passwords is the server's alone.
 */

/** Characters of its own that a password needs: fewer where a second factor stands beside it, as with its length. */
const fewest = { alone: 8, withSecondFactor: 5 }

/** Along which people type or count. */
const rows = ['abcdefghijklmnopqrstuvwxyz', '1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
/** Shorter words are parts of too many others. */
const shortestWord = 4

const folded = (text: string) => text.normalize('NFC').toLowerCase()

/**
 * Why a password is easy to guess although it is long.
 *
 * @param words names of clinic and person, mail addresses.
 * @returns `too_simple` for repeats and sequences, `own_words` where little is left beside such words.
 */
export function weaknessOf(
  password: string,
  words: readonly string[] = [],
  beside: keyof typeof fewest = 'alone',
): 'too_simple' | 'own_words' | undefined {
  const text = folded(password)
  if (ownCharacters(text) < fewest[beside]) return 'too_simple'
  return ownCharacters(withoutWords(text, words)) < fewest[beside] ? 'own_words' : undefined
}

/** The same text without what is written again and again: `abcabcab` is `abc`. */
export function unitOf(text: string): string {
  for (let period = 1; period <= text.length / 2; period++) {
    if (text.slice(period) === text.slice(0, text.length - period)) return text.slice(0, period)
  }
  return text
}

/** A word without the digits and signs that people put around one: `sunshine2026!` is `sunshine`. */
export function bareWord(text: string): string {
  return text.replace(/^\P{L}+|\P{L}+$/gu, '')
}

function withoutWords(text: string, words: readonly string[]): string {
  const parts = words.flatMap(word => folded(word).split(/[^\p{L}\p{N}]+/u)).filter(part => part.length >= shortestWord)
  // The longest first: of `klinikharapan` and `klinik` the whole one goes.
  return parts.toSorted((a, b) => b.length - a.length).reduce((left, part) => left.replaceAll(part, ' '), text)
}

/** Characters that neither repeat the one before nor follow from it; gaps and stops between words count for nothing. */
function ownCharacters(text: string): number {
  const characters = [...unitOf(text)].filter((one, i, all) => !/[\s._,-]/u.test(one) && one !== all[i - 1])
  return characters.filter((_, i) => !goesOn(characters, i, 1) && !goesOn(characters, i, 2)).length
}

/** Whether a character goes on in a row as the two before it began: `3` of `123`, and with a stride of two of `1x2x3`. */
function goesOn(characters: string[], i: number, stride: number): boolean {
  const [one, two, three] = [characters[i - 2 * stride], characters[i - stride], characters[i]]
  if (one === undefined || two === undefined || three === undefined) return false
  if (stride > 1 && one === two && two === three) return true
  return rows.some(row => {
    const [a, b, c] = [row.indexOf(one), row.indexOf(two), row.indexOf(three)]
    return a >= 0 && b >= 0 && c >= 0 && Math.abs(b - a) === 1 && c - b === b - a
  })
}
