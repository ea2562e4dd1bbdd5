import { CloseButton, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { clock } from '../../i18n/time.ts'
import { RefusalNote } from './RefusalNote.tsx'
import type { Refusal } from './refusal.ts'
import type { DroppedVisit } from './ScheduleCalendar.tsx'
import { patientName } from './visitRules.ts'

interface Props {
  moved: DroppedVisit
  refusal: Refusal
  date: string
  onTake: (startsAt: string) => void
  overbook: (() => void) | undefined
  close: () => void
}

/** Beside the place where a visit was dropped: it snapped back, why, and what would do instead. */
export function DropRefused({ moved, refusal, date, onTake, overbook, close }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus()
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close()
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [close])
  const left = Math.max(12, Math.min(moved.at.x + 12, innerWidth - 340))
  const top = Math.max(12, Math.min(moved.at.y - 20, innerHeight - 190))
  return (
    <div
      ref={box}
      className="refusal"
      role="alertdialog"
      aria-label={patientName(moved.visit)}
      tabIndex={-1}
      style={{ left, top }}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs" mb={4}>
        <Text c="dimmed">
          {t('refused', { name: patientName(moved.visit), time: clock(moved.visit.startsAt), why: '' })}
        </Text>
        <CloseButton size="sm" aria-label={common('close')} onClick={close} />
      </Group>
      <RefusalNote refusal={refusal} date={date} onTake={onTake} overbook={overbook} />
    </div>
  )
}
