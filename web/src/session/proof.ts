import { useSyncExternalStore } from 'react'

/**
 * The question for a fresh proof: a request that was refused with `step_up_required` waits here until the person has given the password or a
 * code, or has turned away. Several requests at once share one question.
 */

let waiting: { answer: Promise<boolean>; settle: (given: boolean) => void } | null = null
const listeners = new Set<() => void>()

const announce = () => {
  for (const listener of listeners) listener()
}

/** Ask for a proof. Resolves to whether it was given. */
export function askForProof(): Promise<boolean> {
  if (waiting) return waiting.answer
  const { promise, resolve } = Promise.withResolvers<boolean>()
  waiting = {
    answer: promise,
    settle: given => {
      waiting = null
      announce()
      resolve(given)
    },
  }
  announce()
  return promise
}

export function settleProof(given: boolean): void {
  waiting?.settle(given)
}

/** Whether a proof is being asked for. */
export function useProofAsked(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting !== null,
  )
}
