import { Button } from '@mantine/core'
import IconEraser from '@tabler/icons-react/dist/esm/icons/IconEraser.mjs'
import { type Encounter, retractEncounter } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { clock, dayOf } from '../../../i18n/time.ts'
import { toast } from '../../../parts/toast.tsx'
import { useMay, useSession } from '../../../session/session.ts'
import { RetractForm } from './RetractForm.tsx'

/** Why, when and by whom a record was marked as entered in error. */
export function EnteredInErrorNote({ encounter }: { encounter: Pick<Encounter, 'status' | 'statusHistory'> }) {
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
export function RetractEncounter({ encounter }: { encounter: Encounter }) {
  const may = useMay()
  const { account } = useSession()
  const author = encounter.signedBy ?? encounter.note?.recordedBy ?? encounter.recordedBy
  if (encounter.status === 'entered_in_error' || author.id !== account.id || !may('encounter.retract')) return null
  return (
    <RetractForm
      help={t('retractRecordHelp')}
      position="top-start"
      retract={async reason => {
        await retractEncounter(encounter.id, encounter.version, reason)
        toast(t('recordRetracted'))
      }}
      target={toggle => (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          className="record-retract"
          leftSection={<IconEraser size={15} aria-hidden />}
          onClick={toggle}
        >
          {t('retractRecord')}
        </Button>
      )}
    />
  )
}
