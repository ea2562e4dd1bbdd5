import './status.css'
import type { Icon } from '@tabler/icons-react'
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendar.mjs'
import IconCalendarCheck from '@tabler/icons-react/dist/esm/icons/IconCalendarCheck.mjs'
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs'
import IconDoorEnter from '@tabler/icons-react/dist/esm/icons/IconDoorEnter.mjs'
import IconStethoscope from '@tabler/icons-react/dist/esm/icons/IconStethoscope.mjs'
import IconUserOff from '@tabler/icons-react/dist/esm/icons/IconUserOff.mjs'
import { t } from '../i18n/common.ts'

export const statuses = ['booked', 'confirmed', 'arrived', 'in_progress', 'completed', 'cancelled', 'no_show'] as const
export type Status = (typeof statuses)[number]

export const statusIcons: Record<Status, Icon> = {
  booked: IconCalendar,
  confirmed: IconCalendarCheck,
  arrived: IconDoorEnter,
  in_progress: IconStethoscope,
  completed: IconCircleCheck,
  cancelled: IconCircleX,
  no_show: IconUserOff,
}

/** A visit's status: colour, icon and word. */
export function StatusBadge({ status }: { status: Status }) {
  const Mark = statusIcons[status]
  return (
    <span className={`status-badge status-${status}`}>
      <Mark size={14} stroke={1.8} aria-hidden />
      {t(status)}
    </span>
  )
}
