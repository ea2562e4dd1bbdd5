import { useCallback, useState } from 'react'
import { useSession } from '../session/session.ts'

/** Days that an unsent form is kept on this machine. */
const keptDays = 7

interface StoredDraft<T> {
  at: number
  value: T
}

function read<T>(key: string): StoredDraft<T> | null {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? 'null') as StoredDraft<T> | null
    return stored && Date.now() - stored.at < keptDays * 86_400_000 ? stored : null
  } catch {
    return null
  }
}

/**
 * State of a form that survives reload, sign-out and a lost connection: kept in this browser under clinic, account and `name` until
 * `clear` (after the server took it).
 *
 * @returns the value; a setter; `clear`; and since when (Unix milliseconds) it was restored from an earlier visit, else null.
 */
export function useDraft<T extends object>(name: string, initial: T) {
  const { account, membership } = useSession()
  const key = `draft:${membership.clinicId}:${account.id}:${name}`
  const [restored] = useState(() => read<T>(key))
  const [value, setValue] = useState<T>(() => (restored ? { ...initial, ...restored.value } : initial))
  const [restoredAt, setRestoredAt] = useState(restored?.at ?? null)

  const set = useCallback(
    (next: T | ((before: T) => T)) =>
      setValue(before => {
        const now = typeof next === 'function' ? next(before) : next
        try {
          localStorage.setItem(key, JSON.stringify({ at: Date.now(), value: now } satisfies StoredDraft<T>))
        } catch {
          // Storage full or forbidden: the form still works, it only does not survive a reload.
        }
        return now
      }),
    [key],
  )

  const clear = useCallback(
    (next: T) => {
      localStorage.removeItem(key)
      setRestoredAt(null)
      setValue(next)
    },
    [key],
  )
  return { value, set, clear, restoredAt }
}
