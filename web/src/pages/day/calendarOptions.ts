import type { Calendar } from '@event-calendar/core'
import { firstWeekday, today, wall } from '../../i18n/time.ts'
import { slotHeight, wallTimeOf } from './visitContent.ts'

/** The clinic's offset now, `+07:00`, for the now-line. */
function offsetNow(): string {
  const now = Math.floor(Date.now() / 60_000) * 60_000
  const minutes = (Date.parse(`${wall(now)}Z`) - now) / 60_000
  const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}

/** An hour before now on the present day, so that what is going on is in sight. */
function scrollTo(date: string): string {
  const hour = date === today() ? Number(wall(Date.now()).slice(11, 13)) - 1 : 0
  return `${String(Math.max(0, hour)).padStart(2, '0')}:00`
}

/** Weekdays as the calendar counts them, from 0 for Sunday, by ours, from 1 for Monday. */
const sundayFirst = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 0 } as const

const views = { day: 'resourceTimeGridDay', week: 'timeGridWeek', month: 'dayGridMonth' } as const

/** How the calendar looks in each view, without what it does. */
export function viewOptions(view: keyof typeof views, date: string): Calendar.Options {
  return {
    view: views[view],
    headerToolbar: { start: '', center: '', end: '' },
    firstDay: sundayFirst[firstWeekday()],
    allDaySlot: false,
    nowIndicator: true,
    timeZone: offsetNow(),
    slotDuration: '00:15',
    snapDuration: '00:05',
    slotHeight,
    slotLabelInterval: '01:00',
    // In a week, visits of several doctors share a day: they lie over each other like cards, or none could be read.
    slotEventOverlap: view === 'week',
    columnWidth: view === 'day' ? 'minmax(150px, 1fr)' : view === 'week' ? 'minmax(96px, 1fr)' : 'minmax(44px, 1fr)',
    height: '100%',
    scrollTime: scrollTo(date),
    editable: true,
    eventResizableFromStart: false,
    selectMinDistance: 6,
    selectLongPressDelay: 400,
    eventLongPressDelay: 300,
    slotLabelFormat: time => wallTimeOf(time).slice(11),
    ...(view === 'day' ? { dayHeaderFormat: () => '' } : {}),
    ...(view === 'month' ? { dayHeaderFormat: { weekday: 'short' } } : {}),
    ...(view === 'week' ? { dayHeaderFormat: { weekday: 'short', day: 'numeric' } } : {}),
  }
}
