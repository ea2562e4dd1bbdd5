import type { BoardRow } from '../../api/desk.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { clock } from '../../i18n/time.ts'
import { ageShort } from '../../parts/person.ts'
import { NextStep } from './NextStep.tsx'
import { VisitStatus } from './steps/PendingMark.tsx'
import type { ShownVisit } from './steps/shown-visit.ts'
import { patientName } from './visitRules.ts'
import type { StepName } from './visitSteps.ts'

/** `F · 42 y`: enough to tell the right person in a list. */
function sexAndAge(visit: BoardRow): string {
  const { sex, birthDate } = visit.patient
  return [sex === 'unknown' ? '' : common(sex), birthDate ? ageShort(birthDate) : ''].filter(Boolean).join(' · ')
}

interface Props {
  visit: ShownVisit
  open: (visit: BoardRow) => void
  act: (visit: BoardRow, name: StepName) => void
}

/** One visit of the list; the whole line opens it, the button at its end takes the next step. */
export function VisitLine({ visit, open, act }: Props) {
  const details = [
    sexAndAge(visit),
    visit.staff?.name ?? t('unassigned'),
    visit.room?.number,
    visit.reason ?? visit.visitType?.name,
  ]
  return (
    <li className="visit-row">
      <button type="button" className="visit-line" data-visit={visit.id} onClick={() => open(visit)}>
        <span className="visit-line-time">
          <strong>{clock(visit.startsAt)}</strong>
          <span>{visit.kind === 'walk_in' ? t('walkIn') : clock(visit.endsAt)}</span>
        </span>
        <span className="visit-line-who">
          <strong>
            {patientName(visit)}
            {visit.queueNumber !== undefined && (
              <span className="queue-number">{t('number', { number: visit.queueNumber })}</span>
            )}
            {visit.urgent && <span className="mark-urgent">{t('urgent')}</span>}
            {visit.overbooked && <span className="mark-note">{t('overbooked')}</span>}
          </strong>
          <span>{details.filter(Boolean).join(' · ')}</span>
        </span>
        <VisitStatus visit={visit} />
      </button>
      <NextStep visit={visit} act={act} />
    </li>
  )
}
