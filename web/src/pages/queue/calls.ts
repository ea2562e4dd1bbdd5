import { type CallTo, callAgain, callNext, callOne, type QueueEntry, skip } from '../../api/queue.ts'
import { t } from '../../i18n/queue.ts'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { patientName } from '../day/visitRules.ts'

/** What is said when someone is called: number, name and where to. */
export function callWords(
  visit: Pick<QueueEntry, 'calledTo' | 'room' | 'patient'> & { queueNumber?: number | undefined },
): string {
  const words = { number: String(visit.queueNumber ?? '–'), name: patientName(visit) }
  const room = visit.calledTo?.room ?? visit.room
  return room ? t('spoken', { ...words, room: room.number }) : t('spokenDesk', words)
}

async function reportFailure(request: Promise<unknown>, words?: () => string): Promise<void> {
  try {
    await request
    if (words) toast(words())
  } catch (error) {
    toastProblem(error)
  }
}

/** Calls are spoken by `CallAnnouncer`, whoever calls; a refusal says why. */
export const queueCalls = {
  next: (to: CallTo) => reportFailure(callNext(to)),
  one: (visit: QueueEntry, to: CallTo) => reportFailure(callOne(visit, to)),
  again: (visit: QueueEntry, to: CallTo) => reportFailure(callAgain(visit, to)),
  skip: (visit: QueueEntry) => reportFailure(skip(visit), () => t('didSkip', { name: patientName(visit) })),
}

/** Those on their way in, the latest call first, and those who still wait. */
export function splitQueue(items: readonly QueueEntry[]): { called: QueueEntry[]; waiting: QueueEntry[] } {
  return { called: items.filter(one => one.calledAt), waiting: items.filter(one => !one.calledAt) }
}
