import '@event-calendar/core/index.css'
import './calendar.css'
import {
  type Calendar,
  createCalendar,
  DayGrid,
  destroyCalendar,
  Interaction,
  ResourceTimeGrid,
  TimeGrid,
} from '@event-calendar/core'
import { useEffect, useRef } from 'react'
import type { BoardRow, Hours } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { language } from '../../i18n/language.ts'
import { clock, instantOf } from '../../i18n/time.ts'
import { CalendarIcons } from './CalendarIcons.tsx'
import {
  type Blocked,
  type Column,
  columnOf,
  countEvents,
  limitsOf,
  noRoomColumn,
  unavailableEvents,
  visitEvents,
} from './calendarEvents.ts'
import { viewOptions } from './calendarOptions.ts'
import { rangeOf } from './dateRange.ts'
import type { VisitMove } from './moveVisit.ts'
import type { Span } from './scheduleUrl.ts'
import { contentOf, visitIn, wallTimeOf } from './visitContent.ts'
import { patientName } from './visitRules.ts'

export interface DroppedVisit extends VisitMove {
  visit: BoardRow
  /** Where the pointer let go, in the window. */
  at: { x: number; y: number }
  revert: () => void
}

/** A time that was pressed in an empty place, and whose column that was. */
export interface PressedTime {
  staffId?: string
  roomId?: string
  startsAt: string
  minutes?: number
}

interface Props {
  view: Span
  date: string
  by: 'staff' | 'room'
  /** Of a day, its columns; otherwise whose visits these are, one or all. */
  columns: Column[]
  visits: BoardRow[]
  hours: Hours | undefined
  blocked: Blocked[]
  /** No room for a name in a cell of the month. */
  narrow: boolean
  mayMove: boolean
  mayBook: boolean
  open: (visit: BoardRow) => void
  move: (moved: DroppedVisit) => void
  choose: (time: PressedTime) => void
  openDay: (date: string) => void
}

/** A new visit starts and ends on a quarter; moving goes by five minutes. */
function quarters(start: Date, end: Date): { startsAt: string; minutes: number } {
  const quarter = 15 * 60_000
  const from = Math.floor(start.getTime() / quarter) * quarter
  const to = Math.ceil(end.getTime() / quarter) * quarter
  return { startsAt: instantOf(wallTimeOf(new Date(from))), minutes: (to - from) / 60_000 }
}

function pointOf(event: object): { x: number; y: number } {
  if ('clientX' in event && 'clientY' in event) return { x: Number(event.clientX), y: Number(event.clientY) }
  return { x: 100, y: 100 }
}

const tableRoles = ['table', 'rowgroup', 'row', 'columnheader', 'cell'].map(role => `[role="${role}"]`).join()

/** The calendar calls itself a table and puts buttons where cells belong. The agenda is the spoken view: here only buttons are announced. */
function dropTableRoles(box: HTMLElement | null): void {
  for (const part of box?.querySelectorAll(tableRoles) ?? []) {
    part.removeAttribute('role')
    part.removeAttribute('aria-colindex')
  }
}

/** The picture of a day, a week or a month. Mount it anew for another view. */
export default function ScheduleCalendar(props: Props) {
  const box = useRef<HTMLDivElement>(null)
  const icons = useRef<HTMLDivElement>(null)
  const calendar = useRef<Calendar | null>(null)
  const dragging = useRef(false)
  const latest = useRef(props)
  latest.current = props
  const { view, date, by, columns, visits, hours, blocked, narrow, mayMove, mayBook } = props
  const words = language()
  const range = rangeOf(view, date)

  const draw = useRef(() => {})
  draw.current = () => {
    // A drag in hand is not pulled away by the next look at the board; it is drawn afterwards.
    if (dragging.current || !calendar.current) return
    // Of a month, one column's visits; of several only how many: a cell has room for four lines.
    const countsOnly = view === 'month' && columns.length > 1
    // What is closed for one doctor says nothing about a week of several.
    const offTimes = view === 'day' || (view === 'week' && columns.length === 1)
    calendar.current.setOption('events', [
      ...(offTimes ? unavailableEvents(columns, by, hours, blocked, range) : []),
      ...(countsOnly ? countEvents(visits, by, narrow ? [] : columns) : visitEvents(visits, by, mayMove)),
    ])
    requestAnimationFrame(() => dropTableRoles(box.current))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; the effects below tell it what changed
  useEffect(() => {
    if (!box.current) return
    const changed = (info: Calendar.EventDropInfo | Calendar.EventResizeInfo) => {
      const visit = visitIn(info.event)
      if (!visit) return
      // Drawn in the columns of its assistants too: only out of the doctor's own is it another doctor's.
      const { by: kind } = latest.current
      const moved =
        'newResource' in info && info.oldResource?.id === columnOf(visit, kind) ? info.newResource : undefined
      const column = moved?.id
      const to = kind === 'room' ? { roomId: column === noRoomColumn ? null : column } : { staffId: column }
      latest.current.move({
        visit,
        ...(column ? to : {}),
        startsAt: instantOf(wallTimeOf(info.event.start)),
        minutes: (info.event.end.getTime() - info.event.start.getTime()) / 60_000,
        at: pointOf(info.jsEvent),
        revert: info.revert,
      })
    }
    const begins = () => {
      dragging.current = true
    }
    const ends = () => {
      dragging.current = false
    }
    const whose = (resource: Calendar.Resource | undefined) => {
      const id = resource?.id ?? (columns.length === 1 ? columns[0]?.id : undefined)
      if (!id || id === noRoomColumn) return {}
      return latest.current.by === 'room' ? { roomId: id } : { staffId: id }
    }
    const made = createCalendar(box.current, [ResourceTimeGrid, TimeGrid, DayGrid, Interaction], {
      ...viewOptions(view, date),
      selectable: mayBook && view !== 'month',
      eventContent: ({ event }) => ({ domNodes: contentOf(event, icons.current, view) }),
      // In a month, what a cell has no room for is drawn without its words.
      eventDidMount: ({ el, event }) => {
        const visit = visitIn(event)
        if (visit && view === 'month') el.setAttribute('aria-label', `${clock(visit.startsAt)} ${patientName(visit)}`)
      },
      moreLinkContent: ({ num }) => t('moreVisits', { count: num }),
      eventClick: ({ event }) => {
        const visit = visitIn(event)
        if (visit) latest.current.open(visit)
        else if (event.extendedProps.date) latest.current.openDay(String(event.extendedProps.date))
      },
      eventDragStart: begins,
      eventDragStop: ends,
      eventResizeStart: begins,
      eventResizeStop: ends,
      eventDrop: changed,
      eventResize: changed,
      dateClick: ({ date: at, resource }) => {
        if (view === 'month') latest.current.openDay(wallTimeOf(at).slice(0, 10))
        else if (latest.current.mayBook)
          latest.current.choose({ ...whose(resource), startsAt: quarters(at, at).startsAt })
      },
      select: ({ start, end, resource }) => {
        latest.current.choose({ ...whose(resource), ...quarters(start, end) })
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

  const limits = limitsOf(hours, visits, range)
  const heads = JSON.stringify(view === 'day' ? columns.map(({ id, name }) => ({ id, title: name })) : [])
  useEffect(() => {
    calendar.current?.setOption('resources', JSON.parse(heads))
  }, [heads])
  useEffect(() => {
    calendar.current
      ?.setOption('date', date)
      .setOption('slotMinTime', limits.min)
      .setOption('slotMaxTime', limits.max)
      .setOption('locale', words === 'id' ? 'id-ID' : 'en-GB')
      .setOption('selectable', mayBook && view !== 'month')
      // Counts are a few lines, all of them shown; the visits of one doctor may be more than a cell holds.
      .setOption('dayMaxEvents', columns.length === 1)
  }, [date, limits.min, limits.max, words, mayBook, view, columns.length])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `draw` reads all of these from the latest render
  useEffect(() => draw.current(), [columns, visits, hours, blocked, date, mayMove, words])

  return (
    <>
      <CalendarIcons box={icons} />
      <section ref={box} className={`day-calendar is-${view}`} aria-label={t('calendarLabel')} />
    </>
  )
}
