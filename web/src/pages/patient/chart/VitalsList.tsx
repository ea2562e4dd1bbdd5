import { ActionIcon } from '@mantine/core'
import IconAlert from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconEraser from '@tabler/icons-react/dist/esm/icons/IconEraser.mjs'
import { type Observation, retractObservation } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { clock } from '../../../i18n/time.ts'
import { useMembership } from '../../../session/session.ts'
import { nameOf } from './observation-name.ts'
import { RetractAsking } from './RetractForm.tsx'
import { valueShown } from './vital-signs.ts'

/** What was measured: value, who, when; what is worth a second look by sign and word; what was retracted struck through with why. */
export function VitalsList({ observations, open }: { observations: Observation[]; open: boolean }) {
  if (observations.length === 0) return open ? null : <p className="chart-dim">{t('noVitalsTaken')}</p>
  return (
    <ul className="vitals-list">
      {observations.map(one => (
        <li key={one.id} data-retracted={one.status === 'entered_in_error'}>
          <span>{nameOf(one)}</span> <ObservationValue one={one} />
          <small>
            {clock(one.observedAt)} · {one.recordedBy.name}
          </small>
          {one.retracted && <small>{t('retractedBecause', { reason: one.retracted.reason })}</small>}
          {open && one.status === 'final' && <Retract one={one} />}
        </li>
      ))}
    </ul>
  )
}

export function ObservationValue({ one }: { one: Observation }) {
  const { currency } = useMembership()
  if (one.status === 'entered_in_error') return <s>{valueShown(one, currency)}</s>
  return (
    <b className={one.outOfRange ? 'out-of-range' : undefined}>
      {valueShown(one, currency)}
      {one.outOfRange && (
        <>
          {' '}
          <IconAlert size={14} aria-hidden />
          <span className="only-spoken">{t('lookAgain')}</span>
        </>
      )}
    </b>
  )
}

function Retract({ one }: { one: Observation }) {
  return (
    <RetractAsking
      help={t('retractHelp')}
      position="bottom-end"
      retract={async reason => void (await retractObservation(one, reason))}
      target={toggle => (
        <ActionIcon
          size={26}
          variant="subtle"
          color="gray"
          aria-label={t('retractOf', { what: nameOf(one) })}
          title={t('retract')}
          onClick={toggle}
        >
          <IconEraser size={15} aria-hidden />
        </ActionIcon>
      )}
    />
  )
}
