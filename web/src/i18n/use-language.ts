import { useSyncExternalStore } from 'react'
import { type Language, language, onLanguage } from './language.ts'

/** Re-render on a change of language. The app's root calls it; parts below are rendered again with it. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, language)
}
