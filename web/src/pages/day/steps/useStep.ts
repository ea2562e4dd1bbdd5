import type { ChangeAppointment } from '../../../../../workers/appointment/visits/contract.ts'
import { type Appointment, type BoardRow, change, type StepBody, type StepName, step } from '../../../api/desk.ts'
import { knownVisit } from '../../../api/known-visits.ts'
import { asProblem } from '../../../api/problem.ts'
import { invalidateDesk } from '../../../api/visit-cache.ts'
import { t as words } from '../../../i18n/booking.ts'
import { t } from '../../../i18n/day.ts'
import { problemText } from '../../../i18n/problems.ts'
import { clock, shortDay } from '../../../i18n/time.ts'
import { retryable, toast, undoable } from '../../../parts/toast.tsx'
import { patientName } from '../visitRules.ts'
import { stepWords } from '../visitSteps.ts'
import { beginPending } from './pending.ts'
import { afterStep } from './shown-visit.ts'

/** The one place in which steps of visits are taken: pending until they are answered, repeated, and taken back with a sentence. */

type Visit = Pick<BoardRow, 'id' | 'version' | 'patient'>

function doneText(name: StepName, visit: Visit, queueNumber: number | undefined): string | null {
  const person = { name: patientName(visit) }
  switch (name) {
    case 'confirm':
      return t('didConfirm', person)
    case 'check-in':
      return queueNumber === undefined
        ? t('didCheckIn', person)
        : t('didCheckInNumber', { ...person, number: queueNumber })
    case 'start':
      return t('didStart', person)
    case 'finish':
      return t('didFinish', person)
    case 'check-out':
      return t('didCheckOut', person)
    case 'cancel':
      return t('didCancel', person)
    case 'no-show':
      return t('didNoShow', person)
    case 'complete':
      return t('didComplete', person)
    case 'undo':
      return null
  }
}

/** How many visits of a series were changed, and which stayed. Several at once have no way back in one press. */
export function toastSeriesResult(
  { results = [] }: Pick<Appointment, 'results'>,
  confirmation: 'didMany' | 'didCancelMany',
): void {
  const refused = results.filter(one => one.outcome === 'refused')
  toast(words(confirmation, { count: results.length - refused.length }))
  if (refused.length === 0) return
  const dates = refused.map(one => `${shortDay(one.startsAt)} ${clock(one.startsAt)}`).join(', ')
  toast(words('refusedMany', { count: refused.length, which: dates }))
}

/** A step without words of its own: pending until it is answered. @throws the Problem of a refusal, or of the last attempt. */
export async function stepNow<S extends StepName>(visit: Visit, name: S, body: StepBody<S>): Promise<Appointment> {
  const { failed, over } = beginPending(visit.id, name, afterStep(name))
  try {
    return await step(visit, name, body, failed)
  } finally {
    over()
  }
}

/** The same for a change of time, doctor or room. `shown` is what will be different. @throws as `stepNow`. */
export async function changeNow(
  visit: Pick<BoardRow, 'id' | 'version'>,
  patch: ChangeAppointment,
  shown: Partial<BoardRow> = {},
): Promise<Appointment> {
  const { failed, over } = beginPending(visit.id, 'move', shown)
  try {
    return await change(visit, patch, failed)
  } finally {
    over()
  }
}

/** What was refused or given up: nothing has changed, why, and another try with the visit as it stands then. */
export function sayRefused(visit: Visit, name: string, error: unknown, again: (visit: Visit) => void): void {
  const sentence = t('stepRefused', { name: patientName(visit), step: name, reason: problemText(asProblem(error)) })
  retryable(sentence, async () => {
    await invalidateDesk(visit.id)
    again(knownVisit(visit.id) ?? visit)
  })
}

/**
 * Take a step: shown at once as pending, undone within eight seconds, taken back with the reason where it is refused or no answer comes.
 *
 * @returns whether it was taken.
 */
export async function takeStep<S extends StepName>(visit: Visit, name: S, body: StepBody<S>): Promise<boolean> {
  try {
    const now = await stepNow(visit, name, body)
    if ((now.results?.length ?? 0) > 1) {
      toastSeriesResult(now, 'didCancelMany')
      return true
    }
    const confirmation = doneText(name, visit, now.queueNumber)
    if (confirmation) undoable(confirmation, () => stepNow(now, 'undo', {}))
    return true
  } catch (error) {
    sayRefused(visit, stepWords[name](), error, latest => void takeStep(latest, name, body))
    return false
  }
}
