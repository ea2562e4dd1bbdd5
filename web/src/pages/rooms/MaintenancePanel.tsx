import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addMaintenance, type Maintenance, maintenanceOf, removeMaintenance } from '../../api/maintenance.ts'
import { asProblem } from '../../api/problem.ts'
import type { RoomOnBoard } from '../../api/queue.ts'
import { problemText } from '../../i18n/problems.ts'
import { t } from '../../i18n/queue.ts'
import { t as staff } from '../../i18n/staff.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { toast, toastProblem, undoable } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'
import { PeriodFields, periodInWords, periodOf, type TypedPeriod } from '../staff/Period.tsx'

const blank: TypedPeriod = { from: '', to: '', fromTime: '', toTime: '', wholeDays: false }

/** When a room is out of use: what is planned, and for the owner a new time. */
export function MaintenancePanel({ room, close }: { room: RoomOnBoard; close: () => void }) {
  const mayChange = useMay()('maintenance.add') !== false
  const maintenance = useQuery(maintenanceOf(room.id))
  const [period, setPeriod] = useState(blank)
  const [reason, setReason] = useState('')
  const [errorText, setErrorText] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const save = async () => {
    const span = periodOf(period)
    if (!span) return setErrorText(t('wrongTimes'))
    if (!reason.trim()) return setErrorText(t('reasonMissing'))
    setSaving(true)
    setErrorText(null)
    try {
      const added = await addMaintenance(room.id, { ...span, reason: reason.trim() })
      toast(t('didAdd', { room: room.number, when: periodInWords(added) }))
      setPeriod(blank)
      setReason('')
    } catch (error) {
      setErrorText(problemText(asProblem(error)))
    } finally {
      setSaving(false)
    }
  }
  const remove = async (one: Maintenance) => {
    try {
      await removeMaintenance(one)
      const { startsAt, endsAt, reason: errorMessage } = one
      undoable(t('removeMaintenanceName', { room: room.number, when: periodInWords(one) }), () =>
        addMaintenance(room.id, { startsAt, endsAt, reason: errorMessage }),
      )
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <SideDrawer close={close} title={`${room.number} · ${t('windows')}`}>
      <Stack gap="md">
        <QueryContent query={maintenance} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <Text c="dimmed">{t('noWindows')}</Text>
            ) : (
              <ul className="maintenance-list">
                {items.map(one => (
                  <li key={one.id}>
                    <span>
                      <strong>{periodInWords(one)}</strong>
                      <Text size="sm" c="dimmed">
                        {one.reason}
                      </Text>
                    </span>
                    {mayChange && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('removeMaintenanceName', { room: room.number, when: periodInWords(one) })}
                        onClick={() => void remove(one)}
                      >
                        {t('removeMaintenance')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </QueryContent>
        {mayChange && (
          <form
            noValidate
            onSubmit={event => {
              event.preventDefault()
              void save()
            }}
          >
            <Stack gap="sm">
              <PeriodFields period={period} change={setPeriod} />
              <TextInput
                label={t('reason')}
                maxLength={200}
                value={reason}
                onChange={event => setReason(event.currentTarget.value)}
              />
              {errorText && (
                <Text c="var(--danger)" role="alert">
                  {errorText}
                </Text>
              )}
              <Group justify="space-between">
                <Button
                  variant="default"
                  onClick={() => setPeriod({ ...period, wholeDays: !period.wholeDays })}
                  aria-pressed={period.wholeDays}
                >
                  {staff('wholeDays')}
                </Button>
                <Button type="submit" loading={saving}>
                  {t('addMaintenance')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
    </SideDrawer>
  )
}
