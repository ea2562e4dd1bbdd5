import { ActionIcon } from '@mantine/core'
import IconAlert from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconEraser from '@tabler/icons-react/dist/esm/icons/IconEraser.mjs'
import { type Observation, retractObservation } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { clock } from '../../../i18n/time.ts'
import { useMembership } from '../../../session/session.ts'
import { observationName } from './observation-name.ts'
import { RetractForm } from './RetractForm.tsx'
import { valueText } from './vital-signs.ts'

/** What was measured: value, who, when; what is worth a second look by sign and word; what was retracted struck through with why. */
export function VitalsList({ observations, open }: { observations: Observation[]; open: boolean }) {
  if (observations.length === 0) return open ? null : <p className="chart-dim">{t('noVitalsTaken')}</p>
  return (
    <ul className="vitals-list">
      {observations.map(observation => (
        <li key={observation.id} data-retracted={observation.status === 'entered_in_error'}>
          <span>{observationName(observation)}</span> <ObservationValue observation={observation} />
          <small>
            {clock(observation.observedAt)} · {observation.recordedBy.name}
          </small>
          {observation.retracted && <small>{t('retractedBecause', { reason: observation.retracted.reason })}</small>}
          {open && observation.status === 'final' && <Retract observation={observation} />}
        </li>
      ))}
    </ul>
  )
}

export function ObservationValue({ observation }: { observation: Observation }) {
  const { country } = useMembership()
  if (observation.status === 'entered_in_error') return <s>{valueText(observation, country)}</s>
  return (
    <b className={observation.outOfRange ? 'out-of-range' : undefined}>
      {valueText(observation, country)}
      {observation.outOfRange && (
        <>
          {' '}
          <IconAlert size={14} aria-hidden />
          <span className="only-spoken">{t('lookAgain')}</span>
        </>
      )}
    </b>
  )
}

function Retract({ observation }: { observation: Observation }) {
  return (
    <RetractForm
      help={t('retractHelp')}
      position="bottom-end"
      retract={async reason => void (await retractObservation(observation, reason))}
      target={toggle => (
        <ActionIcon
          size={26}
          variant="subtle"
          color="gray"
          aria-label={t('retractOf', { what: observationName(observation) })}
          title={t('retract')}
          onClick={toggle}
        >
          <IconEraser size={15} aria-hidden />
        </ActionIcon>
      )}
    />
  )
}
