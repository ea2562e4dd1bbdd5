import type { Language } from '../../i18n/language.ts'

interface Choice {
  value: string
  label: string
}

const byLabel = (words: Language) => (a: Choice, b: Choice) => a.label.localeCompare(b.label, words)

/** Every zone that this browser knows, and the one that is set. */
export function zones(now: string): string[] {
  return [...new Set([now, ...Intl.supportedValuesOf('timeZone')])].sort()
}

/** Codes that name a place but no country of today. */
const noCountry = new Set([
  'EU',
  'EZ',
  'UN',
  'ZZ',
  'XA',
  'XB',
  'QO',
  'AN',
  'BU',
  'CS',
  'DD',
  'FX',
  'NT',
  'SU',
  'TP',
  'YD',
  'YU',
  'ZR',
])

/** Countries by their name in the reader's language. */
export function countries(words: Language): Choice[] {
  const names = new Intl.DisplayNames(words, { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap(first => letters.map(second => first + second))
    .flatMap(code => {
      const name = noCountry.has(code) ? undefined : names.of(code)
      return name ? [{ value: code, label: name }] : []
    })
    .sort(byLabel(words))
}

/** Currencies as `IDR, Indonesian Rupiah`. */
export function currencies(now: string, words: Language): Choice[] {
  const names = new Intl.DisplayNames(words, { type: 'currency' })
  return [...new Set([now, ...Intl.supportedValuesOf('currency')])]
    .map(code => ({ value: code, label: `${code}, ${names.of(code) ?? code}` }))
    .sort(byLabel(words))
}
