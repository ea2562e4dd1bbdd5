import { useEffect, useRef, useState } from 'react'
import { type Hold, type HoldSlot, hold, release } from '../../api/booking.ts'

/** Milliseconds of quiet before a time that is being typed is held. */
const pause = 500

/**
 * Holds the wanted time while the form that wants it is open: another time lets the first one go, and so does leaving.
 *
 * @param wanted null while there is no whole time yet, or none is to be held.
 * @returns the hold; what refused it; a way to hold the same time once more after the five minutes; and, for the booking, the hold as it
 *   is once nothing is on its way any more, because a hold that arrives beside its own booking would collide with it.
 */
export function useHold(wanted: HoldSlot | null): {
  held: Hold | null
  refused: unknown
  again: () => void
  settled: () => Promise<Hold | null>
} {
  const settling = useRef<() => Promise<Hold | null>>(() => Promise.resolve(null))
  const [held, setHeld] = useState<Hold | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  // The own earlier hold must be gone before the next one is asked for: they would collide.
  const releasing = useRef<Promise<void>>(Promise.resolve())
  const key = wanted ? JSON.stringify(wanted) : ''

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same time once more
  useEffect(() => {
    settling.current = () => Promise.resolve(null)
    if (!key) return
    let left = false
    let mine: Hold | null = null
    let asking = Promise.resolve()
    const ask = async () => {
      await releasing.current
      if (left) return
      try {
        const made = await hold(JSON.parse(key))
        if (left) releasing.current = release(made)
        else {
          mine = made
          setHeld(made)
        }
      } catch (error) {
        if (!left) setRefused(error)
      }
    }
    const timer = setTimeout(() => {
      asking = ask()
    }, pause)
    settling.current = async () => {
      clearTimeout(timer)
      await asking
      return mine
    }
    const leave = () => {
      if (mine) void release(mine)
    }
    addEventListener('pagehide', leave)
    return () => {
      left = true
      clearTimeout(timer)
      removeEventListener('pagehide', leave)
      if (mine) releasing.current = release(mine)
      setHeld(null)
      setRefused(null)
    }
  }, [key, round])
  return { held, refused, again: () => setRound(before => before + 1), settled: () => settling.current() }
}
