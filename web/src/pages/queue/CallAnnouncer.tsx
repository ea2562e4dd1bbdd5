import { useEffect, useRef, useState } from 'react'
import type { QueueEntry } from '../../api/queue.ts'
import { callWords } from './calls.ts'

/** Speaks each new call, also one from another desk. Silent about calls that were there before. */
export function CallAnnouncer({ items }: { items: readonly QueueEntry[] | undefined }) {
  const announced = useRef<string | null>(null)
  const [words, setWords] = useState('')
  const latest = items
    ?.filter(one => one.calledAt)
    .sort((a, b) => (b.calledAt ?? '').localeCompare(a.calledAt ?? ''))[0]
  useEffect(() => {
    if (!items) return
    const call = latest ? `${latest.id} ${latest.callCount}` : ''
    if (announced.current !== null && call && announced.current !== call && latest) setWords(callWords(latest))
    announced.current = call
  }, [items, latest])
  return (
    <div className="only-spoken" role="status" aria-live="assertive">
      {words}
    </div>
  )
}
