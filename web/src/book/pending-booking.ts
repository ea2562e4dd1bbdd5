/** The booking chosen on the public page, stored in this browser until the person has confirmed the registration by mail. */

const key = 'booking-goes-on'
/** As long as the link of the registration mail is valid. */
const maxAge = 24 * 3_600_000

/** @param path of the portal, as `portalUrl` makes it. */
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
