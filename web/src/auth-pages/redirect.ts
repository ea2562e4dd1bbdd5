/** Where from, where to: what a door keeps of an address between pages, and where it lets people in. */

/** The secret of a link in a mail. It stands in the fragment, which browsers send to nobody. */
export const linkToken = () => location.hash.slice(1)

/** A door is opened by its link: another link in the same tab only changes the fragment. */
export function reloadForAnotherLink(): void {
  addEventListener('hashchange', () => location.reload())
}

/**
 * Where somebody wanted to go, as an address of this origin; its start where `next` leads elsewhere. `//elsewhere` and `/\\elsewhere` are
 * other origins to a browser, and `/.//elsewhere` has a path that would become one: hence the whole address.
 */
export function destination(next: string | null, origin: string): string {
  const home = `${origin}/`
  if (!next?.startsWith('/') || !URL.canParse(next, origin)) return home
  const url = new URL(next, origin)
  return url.origin === origin ? url.href : home
}

/** Into the app. The page that was a door is not left in the history, nor the address that was typed. */
export function enterApp(): void {
  storeTypedEmail('')
  location.replace(destination(new URLSearchParams(location.search).get('next'), location.origin))
}

const key = 'door-email'

/** The address somebody typed, for the next door of this tab. */
export function storeTypedEmail(email: string): void {
  try {
    sessionStorage.setItem(key, email)
  } catch {
    // No storage: it is typed again.
  }
}

export function typedEmail(): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}
