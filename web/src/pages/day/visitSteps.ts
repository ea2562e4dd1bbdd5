import type { Action } from '../../../../workers/shared/permissions.ts'
import type { BoardRow, StepName } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { dateOf, today } from '../../i18n/time.ts'

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
