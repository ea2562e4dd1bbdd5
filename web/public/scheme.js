// Before the first paint: colour scheme and language as chosen, else as the system and browser say. A file, because the CSP has no inline scripts.
;(() => {
  const read = key => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const chosen = read('scheme')
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  const root = document.documentElement
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  root.lang = read('language') ?? (/^(id|in)\b/.test(navigator.language) ? 'id' : 'en')
})()
