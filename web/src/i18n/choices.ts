import { isCountry, isCurrency } from '../../../workers/shared/input/real-codes.ts'
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

/** Countries by their name in the reader's language. */
export function countries(words: Language): Choice[] {
  const names = new Intl.DisplayNames(words, { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap(first => letters.map(second => first + second))
    .flatMap(code => {
      const name = isCountry(code) ? names.of(code) : undefined
      return name ? [{ value: code, label: name }] : []
    })
    .sort(byLabel(words))
}

/** Currencies as `IDR, Indonesian Rupiah`. */
export function currencies(current: string, words: Language): Choice[] {
  const names = new Intl.DisplayNames(words, { type: 'currency' })
  return [...new Set([current, ...Intl.supportedValuesOf('currency').filter(isCurrency)])]
    .map(code => ({ value: code, label: `${code}, ${names.of(code) ?? code}` }))
    .sort(byLabel(words))
}
