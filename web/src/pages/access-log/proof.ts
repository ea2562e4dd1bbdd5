import { useRef, useState } from 'react'
import { type Verdict, verifyLog } from '../../api/access-log.ts'
import { toastProblem } from '../../parts/toast.tsx'

/** What was proved of the log so far, from its youngest end on. */
export interface Proof {
  /** What the first answer said. */
  verdict: Verdict
  /** The oldest entry that was proved. */
  from: number
  /** Where the next older span ends; 0 where the beginning is reached. */
  next: number
  broken: Verdict['broken']
}

/** A proof with what one more answer says: the first broken entry is the one with the lowest number. */
export function joined(proof: Proof | undefined, verdict: Verdict): Proof {
  const all = [proof?.broken, verdict.broken].flatMap(one => one ?? [])
  return {
    verdict: proof?.verdict ?? verdict,
    from: verdict.proved?.from ?? proof?.from ?? 1,
    next: verdict.older?.until ?? 0,
    broken: all.toSorted((a, b) => a.sequence - b.sequence)[0],
  }
}

/** The youngest span at once; the older ones on demand, one after the other, until somebody stops it. */
export function useProof() {
  const [proof, setProof] = useState<Proof>()
  const [running, setRunning] = useState<'youngest' | 'older'>()
  const stopped = useRef(false)
  const run = async (which: 'youngest' | 'older', work: () => Promise<void>) => {
    setRunning(which)
    stopped.current = false
    try {
      await work()
    } catch (error) {
      toastProblem(error)
    } finally {
      setRunning(undefined)
    }
  }
  const begin = () => run('youngest', async () => setProof(joined(undefined, await verifyLog())))
  const goOn = () =>
    run('older', async () => {
      for (let now = proof; now && now.next > 0 && !stopped.current; ) {
        now = joined(now, await verifyLog({ until: now.next }))
        setProof(now)
      }
    })
  const stop = () => {
    stopped.current = true
  }
  return { proof, running, begin, goOn, stop }
}
