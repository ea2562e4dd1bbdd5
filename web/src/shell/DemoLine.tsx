import './demo-line.css'
import { useEffect, useState } from 'react'
import { queries } from '../api/query-client.ts'
import { t } from '../i18n/demo.ts'

interface Health {
  demo?: 'loading' | 'ready'
  demoProgress?: { done: number; total: number }
}

/** Milliseconds between two looks, and how many looks without progress end the looking: whoever loaded was stopped. */
const pause = 3_000
const patience = 20

/** A line across the page while a local demo is still being loaded. Once it is there, everything on the page is asked for again. */
export default function DemoLine() {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let seen = -1
    let idle = 0
    const ended = new AbortController()
    const look = async () => {
      const answer = await fetch('/health', { signal: ended.signal }).catch(() => undefined)
      const health: Health = answer?.ok ? await answer.json().catch(() => ({})) : {}
      if (ended.signal.aborted) return
      const { demo, demoProgress } = health
      if (demo === 'ready' && seen >= 0) void queries.invalidateQueries()
      idle = demoProgress?.done === seen ? idle + 1 : 0
      seen = demoProgress?.done ?? seen
      const goesOn = demo === 'loading' && idle < patience
      setProgress(goesOn ? (demoProgress ?? null) : null)
      if (goesOn) timer = setTimeout(() => void look(), pause)
    }
    void look()
    return () => {
      ended.abort()
      clearTimeout(timer)
    }
  }, [])
  if (!progress) return null
  return (
    <div className="demo-line">
      <span role="status">{t('filling')}</span>
      <progress aria-label={t('progress')} max={progress.total} value={progress.done} />
    </div>
  )
}
