import { SegmentedControl, Select, VisuallyHidden } from '@mantine/core'
import IconRoom from '@tabler/icons-react/dist/esm/icons/IconDoor.mjs'
import IconDoctor from '@tabler/icons-react/dist/esm/icons/IconStethoscope.mjs'
import { t } from '../../i18n/day.ts'
import { type DayView, dayViews, type ScheduleState } from './scheduleUrl.ts'

const viewWords: Record<DayView, () => string> = {
  day: () => t('asDay'),
  week: () => t('asWeek'),
  month: () => t('asMonth'),
  agenda: () => t('asAgenda'),
  queue: () => t('waiting'),
}

/** To another view. The agenda lists what the picture before it showed. */
export function viewChange(view: DayView, from: DayView): Partial<ScheduleState> {
  const same = from === 'week' || from === 'month' ? from : 'day'
  return view === 'agenda' && from !== 'agenda' ? { view, span: same } : { view }
}

interface Props {
  state: ScheduleState
  go: (change: Partial<ScheduleState>) => void
  view: DayView
  narrow: boolean
}

export function ViewSwitch({ go, view, narrow }: Props) {
  const choose = (value: string | null) => {
    const next = dayViews.find(one => one === value)
    if (next) go(viewChange(next, view))
  }
  const shown = narrow
    ? (['agenda', 'queue', 'day', 'week', 'month'] as const)
    : (['day', 'week', 'month', 'agenda'] as const)
  const data = shown.map(value => ({ value, label: viewWords[value]() }))
  const words = { 'aria-label': t('view'), className: 'day-views', value: view, onChange: choose, data }
  return narrow ? <Select {...words} allowDeselect={false} /> : <SegmentedControl {...words} size="sm" />
}

/** Whether a day has a column per doctor or per room. */
export function ColumnSwitch({ state, go, narrow }: Pick<Props, 'state' | 'go' | 'narrow'>) {
  const choose = (by: string | null) => go({ by: by === 'room' ? 'room' : 'staff' })
  const words = { 'aria-label': t('columns'), className: 'day-by', value: state.by, onChange: choose }
  const doctor = { value: 'staff', label: t('byDoctor'), Icon: IconDoctor }
  const room = { value: 'room', label: t('byRoom'), Icon: IconRoom }
  if (narrow) return <Select {...words} allowDeselect={false} data={[doctor, room]} />
  return (
    <SegmentedControl
      {...words}
      size="sm"
      data={[doctor, room].map(({ value, label, Icon }) => ({
        value,
        label: (
          <span title={label} className="day-by-sign">
            <Icon size={18} stroke={1.7} aria-hidden />
            <VisuallyHidden>{label}</VisuallyHidden>
          </span>
        ),
      }))}
    />
  )
}
