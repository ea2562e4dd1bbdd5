import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import IconAlert from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconEraser from '@tabler/icons-react/dist/esm/icons/IconEraser.mjs'
import { useState } from 'react'
import { type Observation, retractObservation } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { clock } from '../../../i18n/time.ts'
import { toastProblem } from '../../../parts/toast.tsx'
import { useMembership } from '../../../session/session.ts'
import { valueShown } from './signs.ts'
import { nameOf } from './words.ts'

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
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const retract = async () => {
    if (!reason.trim()) return
    setBusy(true)
    try {
      await retractObservation(one, reason.trim())
      setOpen(false)
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <ActionIcon
          size={26}
          variant="subtle"
          color="gray"
          aria-label={t('retractOf', { what: nameOf(one) })}
          title={t('retract')}
          onClick={() => setOpen(!open)}
        >
          <IconEraser size={15} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={event => {
            event.preventDefault()
            void retract()
          }}
        >
          <TextInput
            label={t('retractWhy')}
            description={t('retractHelp')}
            value={reason}
            maxLength={500}
            data-autofocus
            required
            onChange={event => setReason(event.currentTarget.value)}
          />
          <Button type="submit" size="compact-sm" mt="xs" loading={busy}>
            {t('retract')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
