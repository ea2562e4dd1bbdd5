import type { Language } from './language.ts'

interface Choice {
  value: string
  label: string
}

const byLabel = (words: Language) => (a: Choice, b: Choice) => a.label.localeCompare(b.label, words)

/** Every zone that this browser knows, and the one that is set. */
export function zones(current: string): string[] {
  return [...new Set([current, ...Intl.supportedValuesOf('timeZone')])].sort()
}

/** Codes that `Intl` has a name for and ISO 3166 has no country: groups, test codes, islands that belong to one. */
const noCountry = new Set('EU EZ UN ZZ XA XB QO AC CP CQ DG EA IC TA'.split(' '))

/** Not one of a country that is gone or is written otherwise now, such as `UK` or `BU`. */
const isCurrent = (code: string) => new Intl.Locale(`und-${code}`).region === code

/** Countries by their name in the reader's language. */
export function countries(words: Language): Choice[] {
  const names = new Intl.DisplayNames(words, { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap(first => letters.map(second => first + second))
    .flatMap(code => {
      const name = isCurrent(code) && !noCountry.has(code) ? names.of(code) : undefined
      return name ? [{ value: code, label: name }] : []
    })
    .sort(byLabel(words))
}

/** Currencies as `IDR, Indonesian Rupiah`. */
export function currencies(current: string, words: Language): Choice[] {
  const names = new Intl.DisplayNames(words, { type: 'currency' })
  return [...new Set([current, ...Intl.supportedValuesOf('currency')])]
    .map(code => ({ value: code, label: `${code}, ${names.of(code) ?? code}` }))
    .sort(byLabel(words))
}
