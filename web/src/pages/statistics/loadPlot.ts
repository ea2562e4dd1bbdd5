import { language } from '../../i18n/language.ts'

/** uPlot asks `Intl` for the browser's language while it loads. A few browsers name one that is no language tag: then it is ours. */
export async function loadPlot() {
  try {
    Intl.getCanonicalLocales(navigator.language)
  } catch {
    Object.defineProperty(navigator, 'language', { value: language(), configurable: true })
  }
  return import('./Plot.tsx')
}
