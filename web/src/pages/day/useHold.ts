import { useEffect, useRef, useState } from 'react'
import { type Hold, type HoldSlot, hold, release } from '../../api/booking.ts'

/** Milliseconds of quiet before a time that is being typed is held. */
const typingPause = 500

/**
 * Holds `slot` while the booking form is open; another slot, or leaving the form, releases the hold.
 *
 * @param slot null while the time is incomplete, or must not be held.
 * @returns `activeHold`; the `refusal` of a hold; `holdAgain` for the same time after five minutes; `settledHold`, which waits for a
 *   pending request: a booking sent before its own hold is answered would collide with that hold; `holdUsed`, once the booking has
 *   used it up and nothing is left to release.
 */
export function useHold(slot: HoldSlot | null): {
  activeHold: Hold | null
  refusal: unknown
  holdAgain: () => void
  settledHold: () => Promise<Hold | null>
  holdUsed: () => void
} {
  const settleHold = useRef<() => Promise<Hold | null>>(() => Promise.resolve(null))
  const forgetHold = useRef(() => {})
  const [activeHold, setActiveHold] = useState<Hold | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  // The own earlier hold must be gone before the next one is asked for: they would collide.
  const releasing = useRef<Promise<void>>(Promise.resolve())
  const key = slot ? JSON.stringify(slot) : ''

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same time once more
  useEffect(() => {
    settleHold.current = () => Promise.resolve(null)
    if (!key) return
    let closed = false
    let ownHold: Hold | null = null
    let request = Promise.resolve()
    const requestHold = async () => {
      await releasing.current
      if (closed) return
      try {
        const newHold = await hold(JSON.parse(key))
        if (closed) releasing.current = release(newHold)
        else {
          ownHold = newHold
          setActiveHold(newHold)
        }
      } catch (error) {
        if (!closed) setRefusal(error)
      }
    }
    const timer = setTimeout(() => {
      request = requestHold()
    }, typingPause)
    settleHold.current = async () => {
      clearTimeout(timer)
      await request
      return ownHold
    }
    forgetHold.current = () => {
      ownHold = null
    }
    const releaseOnLeave = () => {
      if (ownHold) void release(ownHold)
    }
    addEventListener('pagehide', releaseOnLeave)
    return () => {
      closed = true
      clearTimeout(timer)
      removeEventListener('pagehide', releaseOnLeave)
      if (ownHold) releasing.current = release(ownHold)
      setActiveHold(null)
      setRefusal(null)
    }
  }, [key, round])
  return {
    activeHold,
    refusal,
    holdAgain: () => setRound(before => before + 1),
    settledHold: () => settleHold.current(),
    holdUsed: () => forgetHold.current(),
  }
}
