import { Button, Popover, TextInput } from '@mantine/core'
import IconEraser from '@tabler/icons-react/dist/esm/icons/IconEraser.mjs'
import { useState } from 'react'
import { type Encounter, retractEncounter } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { clock, dayOf } from '../../../i18n/time.ts'
import { toast, toastProblem } from '../../../parts/toast.tsx'
import { useMay, useSession } from '../../../session/session.ts'

/** Why, when and by whom a record was marked as entered in error. */
export function InError({ encounter }: { encounter: Pick<Encounter, 'status' | 'statusHistory'> }) {
  const step = encounter.statusHistory.at(-1)
  if (encounter.status !== 'entered_in_error' || !step) return null
  return (
    <p className="error-mark">
      <IconEraser size={15} aria-hidden />
      <span>
        <b>{t('status_entered_in_error')}</b>
        {': '}
        {[step.reason, `${step.by.name}, ${dayOf(step.at)} ${clock(step.at)}`].filter(Boolean).join(' · ')}
      </span>
    </p>
  )
}

/** Mark the own record as entered in error, with a reason. There is no undo, so it asks in place. */
export function RetractRecord({ encounter }: { encounter: Encounter }) {
  const may = useMay()
  const { account } = useSession()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const author = encounter.signedBy ?? encounter.note?.recordedBy ?? encounter.recordedBy
  if (encounter.status === 'entered_in_error' || author.id !== account.id || !may('encounter.retract')) return null
  const retract = async () => {
    if (!reason.trim()) return
    setBusy(true)
    try {
      await retractEncounter(encounter.id, encounter.version, reason.trim())
      toast(t('recordRetracted'))
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="top-start" withArrow shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          className="record-retract"
          leftSection={<IconEraser size={15} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {t('retractRecord')}
        </Button>
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
            description={t('retractRecordHelp')}
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
