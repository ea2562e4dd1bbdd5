import { log } from '#shared/log'

/**
 * Whether the clinics' access logs keep up, as this isolate saw it lately: a log that does not stops every read of a patient at its clinic.
 * Seen in `/health` long before, and in the log lines.
 */
export type LogTrouble = 'silent' | 'slow' | 'full'

/** Half of what the platform keeps for one object. */
const fullBytes = 5_000_000_000
/** Half of the time after which a request is answered that the log is silent, and how many entries in a row took it. */
const slowMs = 600
const slowInRow = 3
/** Milliseconds for which a trouble is shown of which nothing more is heard. */
const shownFor = 60_000

interface Seen {
  at: number
  slow: number
  trouble: LogTrouble | undefined
}

const seen = new Map<string, Seen>()

/** Note how an append went. @param append without `bytes` where it failed, or took too long. */
export function noticeAppend(clinicId: string, append: { at: number; ms: number; bytes: number | undefined }): void {
  const { at, ms, bytes } = append
  const before = seen.get(clinicId)
  const slow = ms < slowMs ? 0 : (before?.slow ?? 0) + 1
  const trouble = bytes === undefined ? 'silent' : bytes > fullBytes ? 'full' : slow >= slowInRow ? 'slow' : undefined
  if (trouble && trouble !== before?.trouble) log(`access_log.${trouble}`, { clinicId, ms, count: bytes })
  // Only what is not well is kept, so that this holds no more than the clinics in trouble.
  if (trouble || slow > 0) seen.set(clinicId, { at, slow, trouble })
  else seen.delete(clinicId)
}

/** What is not well with any log; undefined where all are. */
export function logTrouble(now: number): LogTrouble | undefined {
  for (const [clinicId, { at }] of seen) if (at < now - shownFor) seen.delete(clinicId)
  const troubles = new Set([...seen.values()].map(one => one.trouble))
  return (['silent', 'full', 'slow'] as const).find(one => troubles.has(one))
}
