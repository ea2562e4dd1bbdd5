import '@event-calendar/core/index.css'
import './calendar.css'
import { type Calendar, createCalendar, destroyCalendar, Interaction, ResourceTimeGrid } from '@event-calendar/core'
import IconAlert from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconOverbooked from '@tabler/icons-react/dist/esm/icons/IconLayersIntersect.mjs'
import { useEffect, useRef } from 'react'
import type { BoardRow, Hours } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { language } from '../../i18n/language.ts'
import { instantOf, today, wall } from '../../i18n/time.ts'
import { statuses, statusIcons } from '../../parts/StatusBadge.tsx'
import { limitsOf, offEvents, visitEvents } from './calendarEvents.ts'
import { faceOf, slotHeight, visitIn, wallOf } from './visitFace.ts'
import type { Doctor } from './visits.ts'

export interface Moved {
  visit: BoardRow
  staffId: string
  startsAt: string
  minutes: number
  /** Where the pointer let go, in the window. */
  at: { x: number; y: number }
  revert: () => void
}

interface Props {
  date: string
  doctors: Doctor[]
  visits: BoardRow[]
  hours: Hours | undefined
  withGone: boolean
  mayMove: boolean
  mayBook: boolean
  open: (visit: BoardRow) => void
  move: (moved: Moved) => void
  choose: (time: { staffId: string; startsAt: string; minutes?: number }) => void
}

/** The clinic's offset now, `+07:00`, for the now-line. */
function offsetNow(): string {
  const now = Math.floor(Date.now() / 60_000) * 60_000
  const minutes = (Date.parse(`${wall(now)}Z`) - now) / 60_000
  const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}

/** Moving goes by five minutes, a new visit starts and ends on a quarter. */
function quarters(start: Date, end: Date): { startsAt: string; minutes: number } {
  const quarter = 15 * 60_000
  const from = Math.floor(start.getTime() / quarter) * quarter
  const to = Math.ceil(end.getTime() / quarter) * quarter
  return { startsAt: instantOf(wallOf(new Date(from))), minutes: (to - from) / 60_000 }
}

function pointOf(event: object, el: Element | null): { x: number; y: number } {
  if ('clientX' in event && 'clientY' in event) return { x: Number(event.clientX), y: Number(event.clientY) }
  const box = el?.getBoundingClientRect()
  return { x: box?.left ?? 100, y: box?.top ?? 100 }
}

const tableRoles = ['table', 'rowgroup', 'row', 'columnheader', 'cell'].map(role => `[role="${role}"]`).join()

/** The calendar calls itself a table and puts buttons where cells belong. The list is the spoken view: here only buttons are announced. */
function dropTableRoles(box: HTMLElement | null): void {
  for (const part of box?.querySelectorAll(tableRoles) ?? []) {
    part.removeAttribute('role')
    part.removeAttribute('aria-colindex')
  }
}

/** An hour before now on the present day, so that what is going on is in sight. */
function scrollTo(date: string): string {
  const hour = date === today() ? Number(wall(Date.now()).slice(11, 13)) - 1 : 0
  return `${String(Math.max(0, hour)).padStart(2, '0')}:00`
}

export default function DayCalendar(props: Props) {
  const box = useRef<HTMLDivElement>(null)
  const icons = useRef<HTMLDivElement>(null)
  const calendar = useRef<Calendar | null>(null)
  const busy = useRef(false)
  const latest = useRef(props)
  latest.current = props
  const { date, doctors, visits, hours, withGone, mayMove, mayBook } = props
  const words = language()

  const draw = useRef(() => {})
  draw.current = () => {
    // A drag in hand is not pulled away by the next look at the board; it is drawn afterwards.
    if (busy.current || !calendar.current) return
    calendar.current.setOption('events', [
      ...offEvents(doctors, hours, date),
      ...visitEvents(visits, withGone, mayMove),
    ])
    requestAnimationFrame(() => dropTableRoles(box.current))
  }

  useEffect(() => {
    if (!box.current) return
    const changed = (info: Calendar.EventDropInfo | Calendar.EventResizeInfo) => {
      const visit = visitIn(info.event)
      if (!visit) return
      const startsAt = instantOf(wallOf(info.event.start))
      const minutes = (info.event.end.getTime() - info.event.start.getTime()) / 60_000
      const staffId = String(info.event.resourceIds[0] ?? visit.staff?.id ?? '')
      const at = pointOf(info.jsEvent, null)
      latest.current.move({ visit, staffId, startsAt, minutes, at, revert: info.revert })
    }
    const begins = () => {
      busy.current = true
    }
    const ends = () => {
      busy.current = false
    }
    const made = createCalendar(box.current, [ResourceTimeGrid, Interaction], {
      view: 'resourceTimeGridDay',
      headerToolbar: { start: '', center: '', end: '' },
      allDaySlot: false,
      nowIndicator: true,
      timeZone: offsetNow(),
      slotDuration: '00:15',
      snapDuration: '00:05',
      slotHeight,
      slotLabelInterval: '01:00',
      slotEventOverlap: false,
      columnWidth: 'minmax(150px, 1fr)',
      height: '100%',
      scrollTime: scrollTo(latest.current.date),
      editable: true,
      eventResizableFromStart: false,
      selectable: latest.current.mayBook,
      selectMinDistance: 6,
      selectLongPressDelay: 400,
      eventLongPressDelay: 300,
      dayHeaderFormat: () => '',
      slotLabelFormat: time => wallOf(time).slice(11),
      eventContent: ({ event }) => ({ domNodes: faceOf(event, icons.current) }),
      eventClick: ({ event }) => {
        const visit = visitIn(event)
        if (visit) latest.current.open(visit)
      },
      eventDragStart: begins,
      eventDragStop: ends,
      eventResizeStart: begins,
      eventResizeStop: ends,
      eventDrop: changed,
      eventResize: changed,
      dateClick: ({ date: at, resource }) => {
        if (resource && latest.current.mayBook)
          latest.current.choose({ staffId: resource.id, startsAt: quarters(at, at).startsAt })
      },
      select: ({ start, end, resource }) => {
        const { startsAt, minutes } = quarters(start, end)
        latest.current.choose({ staffId: resource.id, startsAt, minutes })
        made.unselect()
      },
    })
    calendar.current = made
    draw.current()
    return () => {
      calendar.current = null
      void destroyCalendar(made)
    }
  }, [])

  const limits = limitsOf(hours, visits, date)
  const columns = JSON.stringify(doctors.map(({ id, name }) => ({ id, title: name })))
  useEffect(() => {
    calendar.current?.setOption('resources', JSON.parse(columns))
  }, [columns])
  useEffect(() => {
    calendar.current
      ?.setOption('date', date)
      .setOption('slotMinTime', limits.min)
      .setOption('slotMaxTime', limits.max)
      .setOption('locale', words === 'id' ? 'id-ID' : 'en-GB')
      .setOption('selectable', mayBook)
  }, [date, limits.min, limits.max, words, mayBook])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `draw` reads all of these from the latest render
  useEffect(() => draw.current(), [doctors, visits, hours, date, withGone, mayMove, words])

  return (
    <>
      <div ref={icons} hidden>
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
      <section ref={box} className="day-calendar" aria-label={t('calendarLabel')} />
    </>
  )
}
