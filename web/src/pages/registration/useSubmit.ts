import { useState } from 'react'
import { asProblem, type Problem } from '../../api/problem.ts'
import { type FieldMessages, messagesOf } from './validation.ts'

/**
 * One attempt to send a form after another: what is wrong by field, what the server refused, and a count that gives focus to the summary.
 *
 * `run` takes what sends, which answers the fields in error or null, and what to do when the server has said a clear no.
 */
export function useSubmit() {
  const [messages, setMessages] = useState<FieldMessages>({})
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [pending, setPending] = useState(false)

  async function run(send: () => Promise<FieldMessages | null>, refused?: () => void): Promise<void> {
    if (pending) return
    setPending(true)
    setProblem(null)
    try {
      setMessages((await send()) ?? {})
    } catch (error) {
      const rejected = asProblem(error)
      if (rejected.status >= 400 && rejected.status < 500) refused?.()
      setMessages(rejected.fields.length > 0 ? messagesOf(rejected.fields) : {})
      if (rejected.fields.length === 0) setProblem(rejected)
    } finally {
      setPending(false)
      setAttempt(before => before + 1)
    }
  }
  /** A field that is being corrected no longer says what was wrong with it. */
  const forgetMessages = (keys: string[]) =>
    setMessages(before => {
      const stays = Object.entries(before).filter(([path]) => !keys.includes(path.split('.')[0] ?? ''))
      return stays.length === Object.keys(before).length ? before : Object.fromEntries(stays)
    })
  return { messages, problem, attempt, pending, run, forgetMessages }
}
