import IconAlert from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconOverbooked from '@tabler/icons-react/dist/esm/icons/IconLayersIntersect.mjs'
import type { RefObject } from 'react'
import { statuses, statusIcons } from '../../parts/StatusBadge.tsx'

/** The signs that stand in a visit, for the calendar to copy: it is not React. */
export function CalendarIcons({ box }: { box: RefObject<HTMLDivElement | null> }) {
  return (
    <div ref={box} hidden>
      {statuses.map(status => {
        const Icon = statusIcons[status]
        return (
          <span key={status} data-status={status}>
            <Icon size={14} stroke={1.8} aria-hidden />
          </span>
        )
      })}
      <span data-status="urgent">
        <IconAlert size={14} stroke={1.8} aria-hidden />
      </span>
      <span data-status="overbooked">
        <IconOverbooked size={14} stroke={1.8} aria-hidden />
      </span>
    </div>
  )
}
