import { log } from '#shared/log'

/**
 * Whether the clinics' access logs keep up, as this isolate saw it in the last minute: a log that does not stops every read of a patient at its
 * clinic. `/health` tells of the first log in trouble, and of how many, long before. It is degraded once it is no longer one clinic's own load:
 * where more than half of the clinics at work are in trouble, or a quarter that is five or more. The clinic's owner reads of the own log's trouble
 * where it is verified, whoever runs the system in the log lines, which name the clinic.
 */
export type LogTrouble = 'silent' | 'slow' | 'full'

/** Half of what the platform keeps for one object. */
const fullBytes = 5_000_000_000
/** Half of the time after which a request is answered that the log is silent, and how many entries in a row took it. */
const slowMs = 600
const slowInRow = 3
/** Milliseconds for which a clinic is at work, and its trouble shown, after what was last heard of its log. */
const shownFor = 60_000
/** Clinics in trouble that are many, where they are a quarter of all. */
const many = 5

interface Seen {
  at: number
  slow: number
  trouble: LogTrouble | undefined
}

/** The clinics at work, the one last heard of at the end. */
const seen = new Map<string, Seen>()

/** Note how an append went. @param append without `bytes` where it failed, or took too long. */
export function noticeAppend(clinicId: string, append: { at: number; ms: number; bytes: number | undefined }): void {
  const { at, ms, bytes } = append
  forgetOlder(at)
  const before = seen.get(clinicId)
  const slow = ms < slowMs ? 0 : (before?.slow ?? 0) + 1
  const trouble = bytes === undefined ? 'silent' : bytes > fullBytes ? 'full' : slow >= slowInRow ? 'slow' : undefined
  if (trouble && trouble !== before?.trouble) log(`access_log.${trouble}`, { clinicId, ms, count: bytes })
  seen.delete(clinicId)
  seen.set(clinicId, { at, slow, trouble })
}

function forgetOlder(now: number): void {
  for (const [clinicId, { at }] of seen) {
    if (at >= now - shownFor) return
    seen.delete(clinicId)
  }
}

/** What is not well with any clinic's log, with how many, and whether that is everybody's business; undefined where all are well. */
export interface LogsTrouble {
  trouble: LogTrouble
  clinics: number
  widespread: boolean
}

export function logsTrouble(now: number): LogsTrouble | undefined {
  forgetOlder(now)
  const troubles = [...seen.values()].flatMap(one => one.trouble ?? [])
  const trouble = (['silent', 'full', 'slow'] as const).find(one => troubles.includes(one))
  if (!trouble) return undefined
  const clinics = troubles.length
  const widespread = clinics * 2 > seen.size || (clinics >= many && clinics * 4 >= seen.size)
  return { trouble, clinics, widespread }
}

/** What is not well with one clinic's log. */
export function logTroubleOf(clinicId: string, now: number): LogTrouble | undefined {
  forgetOlder(now)
  return seen.get(clinicId)?.trouble
}
