/** The language of the interface: chosen by the person, else the clinic's locale after sign-in, else the browser's. */
export const languages = ['en', 'id'] as const
export type Language = (typeof languages)[number]

export const languageNames: Record<Language, string> = { en: 'English', id: 'Bahasa Indonesia' }

const key = 'language'
const listeners = new Set<() => void>()

function stored(): Language | null {
  try {
    const value = localStorage.getItem(key)
    return value === 'en' || value === 'id' ? value : null
  } catch {
    return null
  }
}

/** Absent where the dictionary is used outside of a page: in tests. */
const page = globalThis.document?.documentElement

let current: Language = stored() ?? (page?.lang === 'id' ? 'id' : 'en')

function apply(next: Language): void {
  if (page) page.lang = next
  if (next === current) return
  current = next
  for (const listener of listeners) listener()
}

export function language(): Language {
  return current
}

export function chooseLanguage(next: Language): void {
  try {
    localStorage.setItem(key, next)
  } catch {
    // Private browsing without storage: the choice lasts until reload.
  }
  apply(next)
}

/** The clinic's locale counts only until the person has chosen. */
export function suggestLanguage(locale: string): void {
  if (!stored()) apply(locale.startsWith('id') ? 'id' : 'en')
}

/** Hear of a change of language. @returns what ends it. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
