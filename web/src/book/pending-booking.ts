/** What somebody chose on the public page, kept in this browser while the mail of their registration is on its way. */

const key = 'booking-goes-on'
/** As long as the link of that mail opens something. */
const maxAge = 24 * 3_600_000

/** @param path of the portal, as `portalOf` makes it. */
export function storePendingBooking(path: string): void {
  try {
    localStorage.setItem(key, JSON.stringify({ path, at: Date.now() }))
  } catch {
    // No storage: it is chosen again.
  }
}

/** Where the booking goes on, once: null where nothing was chosen, or too long ago. */
export function takePendingBooking(): string | null {
  try {
    const stored: { path?: string; at?: number } | null = JSON.parse(localStorage.getItem(key) ?? 'null')
    localStorage.removeItem(key)
    const fresh = Date.now() - Number(stored?.at) < maxAge
    return fresh && stored?.path?.startsWith('/home/book?') ? stored.path : null
  } catch {
    return null
  }
}
