import { useState } from 'react'
import { asProblem, type Problem } from '../../api/problem.ts'
import { type Wrong, wrongOf } from './validation.ts'

/**
 * One attempt to send a form after another: what is wrong by field, what the server refused, and a count that gives focus to the summary.
 *
 * `run` takes what sends, which answers the fields in error or null, and what to do when the server has said a clear no.
 */
export function useSubmit() {
  const [wrong, setWrong] = useState<Wrong>({})
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [busy, setBusy] = useState(false)

  async function run(send: () => Promise<Wrong | null>, refused?: () => void): Promise<void> {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      setWrong((await send()) ?? {})
    } catch (error) {
      const said = asProblem(error)
      if (said.status >= 400 && said.status < 500) refused?.()
      setWrong(said.fields.length > 0 ? wrongOf(said.fields) : {})
      if (said.fields.length === 0) setProblem(said)
    } finally {
      setBusy(false)
      setAttempt(before => before + 1)
    }
  }
  /** A field that is being corrected no longer says what was wrong with it. */
  const forget = (keys: string[]) =>
    setWrong(before => {
      const stays = Object.entries(before).filter(([path]) => !keys.includes(path.split('.')[0] ?? ''))
      return stays.length === Object.keys(before).length ? before : Object.fromEntries(stays)
    })
  return { wrong, problem, attempt, busy, run, forget }
}
