/** How auth pages read the token of a mailed link, keep a typed e-mail address, and redirect into the app. */

/** The secret of a link in a mail. It stands in the fragment, which browsers send to nobody. */
export const linkToken = () => location.hash.slice(1)

/** Reload when the fragment changes: a second mailed link opened in the same tab changes nothing else of the address. */
export function reloadForAnotherLink(): void {
  addEventListener('hashchange', () => location.reload())
}

/**
 * The page named by `next`, as an address of this origin; its start where `next` leads elsewhere. `//elsewhere` and `/\\elsewhere` are
 * other origins to a browser, and `/.//elsewhere` has a path that would become one: hence the whole address.
 */
export function destination(next: string | null, origin: string): string {
  const home = `${origin}/`
  if (!next?.startsWith('/') || !URL.canParse(next, origin)) return home
  const url = new URL(next, origin)
  return url.origin === origin ? url.href : home
}

/** Redirect into the app. Neither the auth page stays in the history nor the typed e-mail address in storage. */
export function enterApp(): void {
  storeTypedEmail('')
  location.replace(destination(new URLSearchParams(location.search).get('next'), location.origin))
}

const key = 'sign-in-email'

/** Keep the typed e-mail address for the next auth page of this tab. */
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
