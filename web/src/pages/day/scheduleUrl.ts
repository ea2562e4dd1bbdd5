import { useSearchParams } from 'wouter'
import type { BoardRow } from '../../api/desk.ts'
import { today } from '../../i18n/time.ts'
import { statuses } from '../../parts/StatusBadge.tsx'

export const dayViews = ['day', 'week', 'month', 'agenda', 'queue'] as const
export type DayView = (typeof dayViews)[number]
export const spans = ['day', 'week', 'month'] as const
export type Span = (typeof spans)[number]

/** What is left out of the schedule. An empty list takes all of its kind. */
export interface Filters {
  staff: string[]
  room: string[]
  /** Also shows the cancelled and the no-shows where they are named. */
  status: BoardRow['status'][]
  type: string[]
  kind: BoardRow['kind'] | null
  /** Cancelled visits and no-shows besides the others. */
  gone: boolean
}

/** Where the schedule stands, all of it in the address: what is shared, bookmarked and reloaded shows the same. */
export interface DayPlace extends Filters {
  /** `2026-11-20`, the clinic's date. */
  date: string
  /** `queue` is the rail alone, where a narrow screen has no place for it beside. Null: whatever suits the screen. */
  view: DayView | null
  /** How many days the agenda lists. */
  span: Span
  /** What a day has columns for. */
  by: 'staff' | 'room'
  /** The visit whose drawer is open. */
  visit: string | null
  /** `book` or `walk-in` while that drawer is open. */
  open: 'book' | 'walk-in' | null
  /** With `open`: the patient it is for, when another page sent the person here. */
  patient: string | null
}

const isDate = /^\d{4}-\d{2}-\d{2}$/

/** Names of views in addresses that people may have kept. */
const earlier: Record<string, DayView> = { calendar: 'day', list: 'agenda' }

export function useDayPlace(): [DayPlace, (change: Partial<DayPlace>) => void] {
  const [query, setQuery] = useSearchParams()
  const date = query.get('date')
  const view = query.get('view') ?? ''
  const open = query.get('open')
  const kind = query.get('kind')
  const some = (name: string) => query.get(name)?.split(',').filter(Boolean) ?? []
  const place: DayPlace = {
    date: date && isDate.test(date) ? date : today(),
    view: dayViews.find(one => one === view) ?? earlier[view] ?? null,
    span: spans.find(one => one === query.get('span')) ?? 'day',
    by: query.get('by') === 'room' ? 'room' : 'staff',
    staff: some('staff'),
    room: some('room'),
    status: statuses.filter(one => some('status').includes(one)),
    type: some('type'),
    kind: kind === 'scheduled' || kind === 'walk_in' ? kind : null,
    gone: query.get('gone') !== null,
    visit: query.get('visit'),
    open: open === 'book' || open === 'walk-in' ? open : null,
    patient: query.get('patient'),
  }
  const go = (change: Partial<DayPlace>) => {
    const next = { ...place, ...change }
    const words = new URLSearchParams()
    if (next.date !== today()) words.set('date', next.date)
    if (next.view) words.set('view', next.view)
    if (next.view === 'agenda' && next.span !== 'day') words.set('span', next.span)
    if (next.by === 'room') words.set('by', 'room')
    for (const key of ['staff', 'room', 'status', 'type'] as const)
      if (next[key].length > 0) words.set(key, next[key].join(','))
    if (next.gone) words.set('gone', '1')
    for (const key of ['kind', 'visit', 'open', 'patient'] as const) {
      const value = next[key]
      if (value) words.set(key, value)
    }
    setQuery(words, { replace: change.date === undefined && change.view === undefined })
  }
  return [place, go]
}
