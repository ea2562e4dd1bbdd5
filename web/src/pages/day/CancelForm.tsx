import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { BoardRow, StepBody } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { t as wait } from '../../i18n/waitlist.ts'
import { type Scope, ScopeField } from './ScopeField.tsx'
import { patientName } from './visitRules.ts'

const codes = ['ill', 'rebooked', 'left', 'error', 'other'] as const

/** Who cancels and why, before a visit is cancelled. */
export function CancelForm({
  visit,
  onConfirm,
  onKeep,
}: {
  visit: BoardRow
  onConfirm: (body: StepBody<'cancel'>) => void
  onKeep: () => void
}) {
  const [by, setBy] = useState<'patient' | 'clinic'>('patient')
  const [code, setCode] = useState<(typeof codes)[number]>(visit.status === 'arrived' ? 'left' : 'ill')
  const [reason, setReason] = useState('')
  const [scope, setScope] = useState<Scope>('one')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        onConfirm({
          by,
          code,
          ...(reason.trim() ? { reason: reason.trim() } : {}),
          ...(scope === 'one' ? {} : { scope }),
        })
      }}
    >
      <Stack gap="sm">
        <Text fw={600}>{t('cancelTitle', { name: patientName(visit) })}</Text>
        <SegmentedControl
          aria-label={t('cancelBy')}
          value={by}
          onChange={value => setBy(value === 'clinic' ? 'clinic' : 'patient')}
          data={[
            { value: 'patient', label: t('byPatient') },
            { value: 'clinic', label: t('byClinic') },
          ]}
        />
        <Select
          label={t('cancelCode')}
          data={codes.map(value => ({ value, label: t(value) }))}
          value={code}
          allowDeselect={false}
          onChange={value => setCode(codes.find(one => one === value) ?? 'other')}
        />
        <TextInput
          label={t('cancelNote')}
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        {visit.series && <ScopeField value={scope} set={setScope} />}
        <Text size="sm" c="dimmed">
          {wait('freedHelp')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onKeep}>
            {t('keepVisit')}
          </Button>
          <Button type="submit" color="red.9" data-autofocus>
            {t('cancelStep')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
