import { useSearchParams } from 'wouter'
import type { BoardRow } from '../../api/desk.ts'
import { today } from '../../i18n/time.ts'
import { statuses } from '../../parts/StatusBadge.tsx'

export const dayViews = ['day', 'week', 'month', 'agenda', 'queue'] as const
export type DayView = (typeof dayViews)[number]
export const spans = ['day', 'week', 'month'] as const
export type Span = (typeof spans)[number]

/** The filters of the schedule. An empty list filters nothing. */
export interface Filters {
  staff: string[]
  room: string[]
  /** Also shows the cancelled and the no-shows where they are named. */
  status: BoardRow['status'][]
  type: string[]
  kind: BoardRow['kind'] | null
  /** Cancelled visits and no-shows besides the others. */
  withCancelled: boolean
}

/** The state of the schedule. The URL holds all of it, so that a shared, bookmarked or reloaded page shows the same. */
export interface ScheduleState extends Filters {
  /** `2026-11-20`, the clinic's date. */
  date: string
  /** `queue` is the rail alone, where a narrow screen has no place for it beside. Null: whatever suits the screen. */
  view: DayView | null
  /** How many days the agenda lists. */
  span: Span
  /** Whether a day has a column per member of staff or per room. */
  by: 'staff' | 'room'
  /** The visit whose drawer is open. */
  visit: string | null
  /** `book` or `walk-in` while that drawer is open. */
  open: 'book' | 'walk-in' | null
  /** With `open`: the patient it is for, when another page sent the person here. */
  patient: string | null
}

const datePattern = /^\d{4}-\d{2}-\d{2}$/

/** Names of views in addresses that people may have kept. */
const formerViews: Record<string, DayView> = { calendar: 'day', list: 'agenda' }

export function useScheduleState(): [ScheduleState, (change: Partial<ScheduleState>) => void] {
  const [query, setQuery] = useSearchParams()
  const date = query.get('date')
  const view = query.get('view') ?? ''
  const open = query.get('open')
  const kind = query.get('kind')
  const listOf = (name: string) => query.get(name)?.split(',').filter(Boolean) ?? []
  const state: ScheduleState = {
    date: date && datePattern.test(date) ? date : today(),
    view: dayViews.find(one => one === view) ?? formerViews[view] ?? null,
    span: spans.find(one => one === query.get('span')) ?? 'day',
    by: query.get('by') === 'room' ? 'room' : 'staff',
    staff: listOf('staff'),
    room: listOf('room'),
    status: statuses.filter(one => listOf('status').includes(one)),
    type: listOf('type'),
    kind: kind === 'scheduled' || kind === 'walk_in' ? kind : null,
    withCancelled: query.get('gone') !== null,
    visit: query.get('visit'),
    open: open === 'book' || open === 'walk-in' ? open : null,
    patient: query.get('patient'),
  }
  const go = (change: Partial<ScheduleState>) => {
    const next = { ...state, ...change }
    const parameters = new URLSearchParams()
    if (next.date !== today()) parameters.set('date', next.date)
    if (next.view) parameters.set('view', next.view)
    if (next.view === 'agenda' && next.span !== 'day') parameters.set('span', next.span)
    if (next.by === 'room') parameters.set('by', 'room')
    for (const key of ['staff', 'room', 'status', 'type'] as const)
      if (next[key].length > 0) parameters.set(key, next[key].join(','))
    if (next.withCancelled) parameters.set('gone', '1')
    for (const key of ['kind', 'visit', 'open', 'patient'] as const) {
      const value = next[key]
      if (value) parameters.set(key, value)
    }
    setQuery(parameters, { replace: change.date === undefined && change.view === undefined })
  }
  return [state, go]
}
