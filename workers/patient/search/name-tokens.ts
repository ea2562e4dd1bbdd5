/**
 * Names as one looks for them: no accents, no case, no punctuation. Pure; what is stored and what is typed pass the same functions.
 */

/** Letters that Unicode does not take apart, and Arabic letters that people write one for the other. */
const alike: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ة: 'ه',
  ى: 'ي',
  ک: 'ك',
  ی: 'ي',
  ـ: '',
}
const alikeLetters = new RegExp(`[${Object.keys(alike).join('')}]`, 'g')

/** Quotation marks that stand for an apostrophe: O'Brien, Sa’id, ʻAli. */
const apostrophes = /['‘’ʼʻʾʿ`´]/g
const ideographic = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u

/** Whether a name is written throughout in a script without spaces between its words. */
export function isIdeographic(text: string): boolean {
  const words = wordsOf(text)
  return words.length > 0 && words.every(word => ideographic.test(word))
}

/** `Zoë Łukasz` → `zoe lukasz`. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(alikeLetters, letter => alike[letter] ?? letter)
    .normalize('NFC')
}

/** The words of a text in their order: `O'Connell-Díaz, Mary` → `oconnell`, `diaz`, `mary`. */
export function wordsOf(text: string): string[] {
  return fold(text.replace(apostrophes, ''))
    .split(/[^\p{L}\p{N}\p{So}]+/u)
    .filter(word => word !== '')
}

/**
 * Other ways in which a part of a name is typed: the part after an apostrophe (`connell`), both halves as one (`alfarsi`), an Arabic name
 * without its article, and for names without spaces every ending, so that 小明 finds 王小明.
 */
export function variantsOf(text: string): string[] {
  const found: string[] = []
  for (const chunk of text.split(/\s+/)) {
    const halves = wordsOf(chunk.replace(apostrophes, ' '))
    found.push(...halves.filter(half => half.length > 1))
    const words = wordsOf(chunk)
    if (words.length > 1) found.push(words.join(''))
    for (const word of words) {
      if (ideographic.test(word)) {
        const letters = [...word]
        found.push(...letters.slice(1, 10).map((_, i) => letters.slice(i + 1).join('')))
      } else if (/^ال.{2,}/u.test(word)) found.push(word.slice(2))
    }
  }
  return found
}

/** A word and what is left of it without one of its letters; none for words of under three letters, where a typo is another name. */
export function keysOf(word: string): string[] {
  const letters = [...word]
  if (letters.length < 3 || letters.length > 40) return [word]
  return [...new Set([word, ...letters.map((_, i) => letters.toSpliced(i, 1).join(''))])]
}

/** Whether two words are one typo apart: a letter more, less, other, or two neighbours swapped. */
export function oneTypoApart(a: string, b: string): boolean {
  const [one, two] = [[...a], [...b]]
  if (Math.abs(one.length - two.length) > 1 || Math.min(one.length, two.length) < 2) return false
  let start = 0
  while (start < one.length && start < two.length && one[start] === two[start]) start++
  const rest = (letters: string[], from: number) => letters.slice(from).join('')
  if (one.length > two.length) return rest(one, start + 1) === rest(two, start)
  if (two.length > one.length) return rest(two, start + 1) === rest(one, start)
  if (rest(one, start + 1) === rest(two, start + 1)) return true
  return one[start] === two[start + 1] && one[start + 1] === two[start] && rest(one, start + 2) === rest(two, start + 2)
}
