import type { RegisterClinic } from '../../../gateway/auth/contract.ts'

/** What was typed of a registration, the password aside: it survives a reload of this tab. */
type Draft = Partial<RegisterClinic['clinic']> & { ownerName?: string; email?: string }

const key = 'register'

export function draft(): Draft {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}')
  } catch {
    return {}
  }
}

export function keepDraft(now: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(now))
  } catch {
    // No storage: a reload starts afresh.
  }
}
