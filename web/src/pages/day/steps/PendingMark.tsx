import { Loader } from '@mantine/core'
import { t } from '../../../i18n/day.ts'
import { StatusBadge } from '../../../parts/StatusBadge.tsx'
import { stepWords } from '../visitSteps.ts'
import type { Pending, ShownVisit } from './shown-visit.ts'

/** What is said of a step that is under way. */
export function pendingWords({ name, failures }: Pending): string {
  if (failures === 0) return t('stepSaving')
  return t('stepTrying', { step: name === 'move' ? t('moveStep') : stepWords[name](), count: failures + 1 })
}

/** A step that is not answered yet: a turning sign and a word, spoken when it changes. */
export function PendingMark({ pending }: { pending: Pending }) {
  return (
    <span className="pending-mark" role="status" data-failures={pending.failures}>
      <Loader size={12} aria-hidden />
      {pendingWords(pending)}
    </span>
  )
}

/** The status of a visit, and that it is not certain yet. */
export function VisitStatus({ visit }: { visit: ShownVisit }) {
  const { status, pending } = visit
  return (
    <span className={pending?.failures === 0 ? 'visit-status is-pending' : 'visit-status'}>
      <StatusBadge status={status} />
      {pending && <PendingMark pending={pending} />}
    </span>
  )
}
