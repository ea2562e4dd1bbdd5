import { useCallback, useEffect, useRef, useState } from 'react'
import { asProblem, type Problem } from '../../../api/problem.ts'
import { useSession } from '../../../session/session.ts'
import { changedTexts, mergeTexts } from './note-texts.ts'

/** Texts by field, and the version of the thing that holds them; version 0 where the server has nothing yet. */
export interface Stored<T> {
  version: number
  texts: T
  at?: string
}

export type SaveState =
  | { kind: 'saved'; at?: string }
  | { kind: 'typing' }
  | { kind: 'saving' }
  /** Will be sent again by itself. */
  | { kind: 'waiting'; problem: Problem }
  /** The server said no for good: signed meanwhile, or somebody else's. What was typed stays in this browser. */
  | { kind: 'refused'; problem: Problem }
  /** Another window wrote the same fields; the person decides. */
  | { kind: 'conflict'; theirs: Record<string, string> }

interface AutosaveOptions<T> {
  /** Names the copy that this browser keeps until the server has the text. */
  name: string
  stored: Stored<T>
  save: (version: number, patch: Partial<T>) => Promise<Stored<T>>
  /** Read the server's texts again after a `stale` refusal. */
  reread: () => Promise<Stored<T>>
}

/** Milliseconds without a key before the text is sent. */
const typingPause = 1_000
const retryDelays = [2_000, 5_000, 10_000, 30_000]

/** The copy in this browser: the typed texts, and the server's texts when the editing began. */
interface LocalCopy<T> {
  version: number
  before: T
  typed: T
}

/**
 * Text that saves itself as a draft and is never lost: every key goes into this browser's storage first, then to the server after a
 * second's pause. A lost connection is tried again; a newer version on the server is merged field by field, and where both changed one
 * field the person decides.
 */
export function useAutosave<T extends Record<string, string>>({ name, stored, save, reread }: AutosaveOptions<T>) {
  const { account, membership } = useSession()
  const key = `text:${membership.clinicId}:${account.id}:${name}`
  const [start] = useState(() => readCopy<T>(key))
  // A local copy keeps the version it started from: the server answers `stale` to it, and the texts are merged, not overwritten.
  const base = useRef<Stored<T>>(start ? { version: start.version, texts: start.before } : stored)
  const typed = useRef<T>(start?.typed ?? stored.texts)
  const [texts, setTexts] = useState(typed.current)
  const [state, show] = useState<SaveState>({ kind: 'saved', at: stored.at })
  const stateNow = useRef(state)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const running = useRef<Promise<void> | null>(null)
  const failures = useRef(0)
  const source = useRef({ save, reread })
  source.current = { save, reread }

  const setState = useCallback((next: SaveState) => {
    stateNow.current = next
    show(next)
  }, [])

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    while (running.current) await running.current
    if (stateNow.current.kind === 'conflict' || stateNow.current.kind === 'refused') return false
    const patch = changedTexts(typed.current, base.current.texts)
    if (Object.keys(patch).length === 0) {
      localStorage.removeItem(key)
      setState({ kind: 'saved', at: base.current.at })
      return true
    }
    const retry = (after: number) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), after)
    }
    setState({ kind: 'saving' })
    running.current = (async () => {
      try {
        base.current = await source.current.save(base.current.version, patch)
        failures.current = 0
        if (Object.keys(changedTexts(typed.current, base.current.texts)).length > 0) {
          storeCopy<T>(key, { version: base.current.version, before: base.current.texts, typed: typed.current })
          setState({ kind: 'typing' })
          retry(typingPause)
        } else {
          localStorage.removeItem(key)
          setState({ kind: 'saved', at: base.current.at })
        }
      } catch (error) {
        const problem = asProblem(error)
        if (problem.code === 'stale') return merge()
        if (problem.status >= 400 && problem.status < 500 && problem.status !== 429 && problem.status !== 401)
          return setState({ kind: 'refused', problem })
        setState({ kind: 'waiting', problem })
        retry(retryDelays[Math.min(failures.current++, retryDelays.length - 1)] ?? 30_000)
      }
    })()
    await running.current
    running.current = null
    return stateNow.current.kind === 'saved'

    /** Somebody saved meanwhile: their fields where this window did not touch them, a decision where both did. */
    async function merge() {
      try {
        const now = await source.current.reread()
        const { texts: next, conflicts } = mergeTexts(base.current.texts, typed.current, now.texts)
        base.current = now
        typed.current = next
        setTexts(typed.current)
        if (Object.keys(conflicts).length > 0) return setState({ kind: 'conflict', theirs: conflicts })
        setState({ kind: 'typing' })
        retry(0)
      } catch (error) {
        setState({ kind: 'waiting', problem: asProblem(error) })
        retry(5_000)
      }
    }
  }, [key, setState])

  const set = useCallback(
    (field: keyof T & string, text: string) => {
      typed.current = { ...typed.current, [field]: text }
      setTexts(typed.current)
      storeCopy<T>(key, { version: base.current.version, before: base.current.texts, typed: typed.current })
      const kind = stateNow.current.kind
      if (kind === 'conflict' || kind === 'refused') return
      if (kind !== 'saving') setState({ kind: 'typing' })
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), typingPause)
    },
    [key, flush, setState],
  )

  /** The person has decided: this window's text replaces the other's, or is replaced by it. */
  const decide = useCallback(
    (keepOwn: boolean) => {
      const { current } = stateNow
      if (current.kind !== 'conflict') return
      if (!keepOwn) {
        typed.current = { ...typed.current, ...current.theirs }
        setTexts(typed.current)
      }
      setState({ kind: 'typing' })
      void flush()
    },
    [flush, setState],
  )

  useEffect(() => {
    if (Object.keys(changedTexts(typed.current, base.current.texts)).length > 0) void flush()
    const now = () => void flush()
    const hidden = () => document.visibilityState === 'hidden' && now()
    addEventListener('online', now)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      removeEventListener('online', now)
      document.removeEventListener('visibilitychange', hidden)
      now()
    }
  }, [flush])

  return { texts, set, state, flush, decide, version: () => base.current.version, restored: start !== null }
}

function readCopy<T extends Record<string, string>>(key: string): LocalCopy<T> | null {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? 'null') as LocalCopy<T> | null
    return stored && Object.keys(changedTexts(stored.typed, stored.before)).length > 0 ? stored : null
  } catch {
    return null
  }
}

function storeCopy<T>(key: string, value: LocalCopy<T>): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Storage full or forbidden: the text still goes to the server.
  }
}
