import { useRef, useState } from 'react'
import { verifyLog } from '../../api/access-log.ts'
import { toastProblem } from '../../parts/toast.tsx'
import { joined, type Proof } from './proof.ts'

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
