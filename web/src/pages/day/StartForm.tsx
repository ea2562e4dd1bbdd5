import { Button, Group, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { useMembership } from '../../session/session.ts'
import type { Doctor } from './visitRules.ts'

/** A walk-in gets its doctor at the latest when the visit starts; a doctor who starts it takes it. */
export function StartForm({
  doctors,
  done,
  leave,
}: {
  doctors: Doctor[]
  done: (staffId: string) => void
  leave: () => void
}) {
  const own = useMembership().staffId
  const [staffId, setStaffId] = useState(doctors.some(one => one.id === own) ? (own ?? null) : null)
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
        <Button variant="default" onClick={leave}>
          {common('back')}
        </Button>
        <Button onClick={() => staffId && done(staffId)}>{t('startStep')}</Button>
      </Group>
    </Stack>
  )
}
