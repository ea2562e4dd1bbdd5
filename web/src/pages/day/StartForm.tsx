import { Button, Group, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { useMembership } from '../../session/session.ts'
import type { Doctor } from './visitRules.ts'

/** A walk-in gets its doctor at the latest when the visit starts; a doctor who starts it takes it. */
export function StartForm({
  doctors,
  onStart,
  cancel,
}: {
  doctors: Doctor[]
  onStart: (staffId: string) => void
  cancel: () => void
}) {
  const ownStaffId = useMembership().staffId
  const [staffId, setStaffId] = useState(doctors.some(one => one.id === ownStaffId) ? (ownStaffId ?? null) : null)
  return (
    <Stack gap="sm">
      <Select
        label={t('chooseDoctor')}
        data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
        value={staffId}
        onChange={setStaffId}
        error={staffId ? undefined : t('doctorMissing')}
        data-autofocus
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={cancel}>
          {common('back')}
        </Button>
        <Button onClick={() => staffId && onStart(staffId)}>{t('startStep')}</Button>
      </Group>
    </Stack>
  )
}
