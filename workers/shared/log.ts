import { unready } from './unready.ts'

/** What a log line may hold: ids, counts, durations and codes. No name, note, token, body or header fits this type. */
interface LogFields {
  requestId?: string
  clinicId?: string
  accountId?: string
  objectId?: string
  action?: string
  code?: string
  worker?: string
  status?: number
  count?: number
  ms?: number
  /** What a developer types to mend it. A fixed text with the name of a Worker. */
  hint?: string
  /** Class name of a thrown error, never its message: Drizzle's holds SQL and values. */
  error?: string
  /** The first frames of a stack, file and line only. */
  at?: string
}

/** Write one JSON line. `event` is a fixed name such as `verb.failed`. */
export function log(event: string, fields: LogFields): void {
  console.log(JSON.stringify({ event, ...fields }))
}

/** What may be logged of something thrown. */
export function thrown(error: unknown): Pick<LogFields, 'error' | 'at' | 'hint'> {
  if (!(error instanceof Error)) return { error: typeof error }
  // The stack repeats the message, and a line of a note may begin with "at ", too: only what follows the message is frames.
  const stack = error.stack ?? ''
  const message = stack.indexOf(error.message)
  const frames = (message < 0 ? '' : stack.slice(message + error.message.length))
    .split('\n')
    .filter(line => line.trim().startsWith('at '))
  return {
    hint: unready(error),
    error: error.name,
    at: frames
      .slice(0, 3)
      .map(line => line.trim())
      .join(' | '),
  }
}
