import type { Action } from '../../../../workers/shared/permissions.ts'
import type { Board } from '../../api/desk.ts'
import { type Appointment, type BoardRow, invalidateDesk, type StepBody, type StepName, step } from '../../api/desk.ts'
import { queries } from '../../api/query-client.ts'
import { t as words } from '../../i18n/booking.ts'
import { t } from '../../i18n/day.ts'
import { clock, dateOf, shortDay, today } from '../../i18n/time.ts'
import { toast, toastProblem, undoable } from '../../parts/toast.tsx'
import { patientName } from './visitRules.ts'

export type { StepName }

export const stepWords: Record<StepName, () => string> = {
  confirm: () => t('confirmStep'),
  'check-in': () => t('checkInStep'),
  start: () => t('startStep'),
  finish: () => t('finishStep'),
  'check-out': () => t('checkOutStep'),
  cancel: () => t('cancelStep'),
  'no-show': () => t('noShowStep'),
  complete: () => t('completeStep'),
  undo: () => t('undoStep'),
}

const actions: Record<StepName, Action> = {
  confirm: 'appointment.confirm',
  'check-in': 'appointment.check_in',
  start: 'appointment.start',
  finish: 'appointment.finish',
  'check-out': 'appointment.check_out',
  cancel: 'appointment.cancel',
  'no-show': 'appointment.no_show',
  complete: 'appointment.late_entry',
  undo: 'appointment.undo',
}

/** The steps that a visit's status offers, the most likely first. The server decides which are allowed. */
function nextSteps(visit: BoardRow): StepName[] {
  if (dateOf(visit.startsAt) < today()) return closingSteps(visit)
  const isToday = dateOf(visit.startsAt) === today()
  const started = Date.parse(visit.startsAt) <= Date.now()
  switch (visit.status) {
    case 'booked':
      return isToday
        ? ['check-in', 'confirm', ...(started ? (['no-show'] as const) : []), 'cancel']
        : ['confirm', 'cancel']
    case 'confirmed':
      return isToday ? ['check-in', ...(started ? (['no-show'] as const) : []), 'cancel', 'undo'] : ['cancel', 'undo']
    case 'arrived':
      return ['start', 'cancel', 'undo']
    case 'in_progress':
      return visit.finishedAt ? ['check-out', 'undo'] : ['finish', 'check-out', 'undo']
    case 'no_show':
      return isToday ? ['check-in', 'undo'] : ['undo']
    default:
      return ['undo']
  }
}

/** Steps for a visit of a past day: an open visit is closed as it went. */
function closingSteps(visit: BoardRow): StepName[] {
  const completeStep = visit.staff ? (['complete'] as const) : []
  switch (visit.status) {
    case 'booked':
      return [...completeStep, 'no-show', 'cancel']
    case 'confirmed':
      return [...completeStep, 'no-show', 'cancel', 'undo']
    case 'arrived':
      return [...completeStep, 'cancel', 'undo']
    case 'in_progress':
      return [...completeStep, 'undo']
    default:
      return ['undo']
  }
}

export function stepsOf(visit: BoardRow, may: (action: Action) => unknown): StepName[] {
  return nextSteps(visit).filter(name => may(actions[name]))
}

const statusAfter: Partial<Record<StepName, BoardRow['status']>> = {
  confirm: 'confirmed',
  'check-in': 'arrived',
  start: 'in_progress',
  'check-out': 'completed',
  cancel: 'cancelled',
  'no-show': 'no_show',
  complete: 'completed',
}

function doneText(name: StepName, visit: BoardRow, queueNumber: number | undefined): string | null {
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

/** Show the step before the server answers; the response or the next request of the board corrects the status. */
function showOptimistically(visit: BoardRow, name: StepName): void {
  const status = statusAfter[name]
  if (!status) return
  queries.setQueriesData<Board>(
    { queryKey: ['board'] },
    board => board && { ...board, items: board.items.map(one => (one.id === visit.id ? { ...one, status } : one)) },
  )
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

/** Take a step: shown at once, undone within eight seconds, refused with the reason. */
export async function takeStep<S extends StepName>(visit: BoardRow, name: S, body: StepBody<S>): Promise<boolean> {
  showOptimistically(visit, name)
  try {
    const now = await step(visit, name, body)
    if ((now.results?.length ?? 0) > 1) {
      toastSeriesResult(now, 'didCancelMany')
      return true
    }
    const confirmation = doneText(name, visit, now.queueNumber)
    if (confirmation) undoable(confirmation, () => step(now, 'undo', {}))
    return true
  } catch (error) {
    await invalidateDesk(visit.id)
    toastProblem(error, patientName(visit))
    return false
  }
}
