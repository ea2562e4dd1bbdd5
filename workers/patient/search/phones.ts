import { plainSigns } from '#shared/input/plain-signs'

/** Telephone numbers as one looks for them: digits, with or without the country in front. */

/** Calling codes are free of prefixes: 1 and 7 stand alone, these have two digits, all others three. */
const twoDigitCodes = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
)

function withoutCountry(digits: string): string {
  const length = /^[17]/.test(digits) ? 1 : twoDigitCodes.has(digits.slice(0, 2)) ? 2 : 3
  return digits.slice(length)
}

/**
 * The national numbers that a text may mean, digits only and without the leading zero: `+62 812-3456` and `0812 3456` are both `8123456`.
 * A number without `+` that is long enough to begin with a country is taken both ways. An extension is left out.
 */
export function nationalNumbers(text: string): string[] {
  const number = plainSigns(text).replace(/ ?(?:x|ext\.?) ?\d{1,6}$/i, '')
  const international = /^\s*(?:\+|00)/.test(number)
  const digits = number.replace(/\D/g, '').replace(/^00/, '')
  const trunkless = (some: string) => some.replace(/^0+/, '')
  if (international) return distinct([trunkless(withoutCountry(digits))])
  if (digits.startsWith('0') || digits.length < 10) return distinct([trunkless(digits)])
  return distinct([digits, trunkless(withoutCountry(digits))])
}

function distinct(numbers: string[]): string[] {
  return [...new Set(numbers.filter(number => number !== ''))]
}

/** Last digit first, so that a number's ending is a prefix of it. */
export function reversed(digits: string): string {
  return [...digits].reverse().join('')
}
