import { useCallback, useEffect, useRef, useState } from 'react'
import { useSession } from '../../session/session.ts'
import type { Run } from './import-run.ts'

/** The run in IndexedDB: a file of thousands of rows does not fit where drafts are kept. */
function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('import', 2)
    request.onupgradeneeded = () => {
      // A run that an older page began has another shape; its file read again adds nobody twice.
      if (request.result.objectStoreNames.contains('runs')) request.result.deleteObjectStore('runs')
      request.result.createObjectStore('runs')
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function inStore<T>(mode: IDBTransactionMode, operation: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const db = await open()
  try {
    return await new Promise((resolve, reject) => {
      const request = operation(db.transaction('runs', mode).objectStore('runs'))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  } finally {
    db.close()
  }
}

/**
 * The import of this account in this clinic: undefined while it is looked for, null where there is none. `set` shows at once and keeps
 * it; `latest` is what was set last, also between two renders.
 */
export function useImportRun() {
  const { account, membership } = useSession()
  const key = `${membership.clinicId}:${account.id}`
  const [run, setRun] = useState<Run | null | undefined>()
  const latest = useRef<Run | null>(null)
  useEffect(() => {
    inStore<Run | undefined>('readonly', store => store.get(key)).then(
      stored => {
        latest.current = stored ?? null
        setRun(stored ?? null)
      },
      () => setRun(null),
    )
  }, [key])
  const set = useCallback(
    async (next: Run | null) => {
      latest.current = next
      setRun(next)
      // Storage forbidden: the import still runs, it only does not survive a reload; repeating it adds nobody twice.
      await inStore('readwrite', store => (next ? store.put(next, key) : store.delete(key))).catch(() => undefined)
    },
    [key],
  )
  return { run, set, latest }
}
