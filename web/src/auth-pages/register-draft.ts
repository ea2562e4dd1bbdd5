import type { RegisterClinic } from '../../../gateway/identity/accounts/contract.ts'

/** What was typed of a registration, the password aside: it survives a reload of this tab. */
type Draft = Partial<RegisterClinic['clinic']> & { ownerName?: string; email?: string }

const key = 'register'

export function storedDraft(): Draft {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}')
  } catch {
    return {}
  }
}

export function storeDraft(next: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(next))
  } catch {
    // No storage: a reload starts afresh.
  }
}
