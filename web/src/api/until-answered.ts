import { asProblem } from './problem.ts'

/** Milliseconds before each further attempt: about a quarter of a minute in all. */
export const pauses = [500, 1_000, 2_000, 4_000, 8_000] as const

/** Whether it is unknown if the server took a write: no answer came, or none that says so. The same write is sent again under its key. */
export function isUnanswered(error: unknown): boolean {
  const { code, status } = asProblem(error)
  return code === 'offline' || code === 'request_in_progress' || status === 429 || status >= 500
}

/**
 * Send a write until it is answered, with growing pauses.
 *
 * @param send must carry one Idempotency-Key, or a version that makes a second time harmless.
 * @param failed told of each attempt that was not answered, by its number from 1.
 * @throws what the last attempt failed with; a refusal at once.
 */
export async function untilAnswered<T>(
  send: () => Promise<T>,
  failed: (attempt: number) => void,
  wait: (ms: number) => Promise<void> = orConnected,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      const ms = pauses[attempt - 1]
      if (ms === undefined || !isUnanswered(error)) throw error
      failed(attempt)
      await wait(ms)
    }
  }
}

/** So long, or until the browser says that it has a connection again. */
function orConnected(ms: number): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done)
  })
}
