import { ActionIcon, Button, Group, MultiSelect, SegmentedControl, Tooltip } from '@mantine/core'
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendarSearch.mjs'
import IconLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs'
import IconRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs'
import IconEyeOff from '@tabler/icons-react/dist/esm/icons/IconEyeOff.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import IconWalk from '@tabler/icons-react/dist/esm/icons/IconWalk.mjs'
import { useRef } from 'react'
import { t } from '../../i18n/day.ts'
import { addDays, headDate, today } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { useMay } from '../../session/session.ts'
import { type DayPlace, type DayView, dayViews } from './place.ts'
import type { Doctor } from './visits.ts'

interface Props {
  place: DayPlace
  go: (change: Partial<DayPlace>) => void
  doctors: Doctor[]
  view: DayView
  narrow: boolean
  withGone: boolean
  setWithGone: (shown: boolean) => void
  /** How many, once that is known. */
  visits: number | undefined
}

const viewWords: Record<DayView, () => string> = {
  calendar: () => t('asCalendar'),
  list: () => t('asList'),
  queue: () => t('waiting'),
}

/** The day's date and the ways to another, the filter, the view, and the two things that reception does most. */
export function DayHead({ place, go, doctors, view, narrow, withGone, setWithGone, visits }: Props) {
  const may = useMay()
  const { date } = place
  const picker = useRef<HTMLInputElement>(null)
  const Eye = withGone ? IconEyeOff : IconEye
  const shownViews = narrow ? (['list', 'queue', 'calendar'] as const) : (['calendar', 'list'] as const)
  const eyeWords = withGone ? t('hideGone') : t('onlyCancelled')
  return (
    <PageHead title={headDate(date)} note={visits === undefined ? '\u00a0' : t('visitsCount', { count: visits })}>
      <Group gap={4} wrap="nowrap" className="day-nav">
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t('previousDay')}
          onClick={() => go({ date: addDays(date, -1) })}
        >
          <IconLeft size={18} />
        </ActionIcon>
        <Button variant="default" size="sm" px="sm" onClick={() => go({ date: today() })}>
          {t('today')}
        </Button>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t('nextDay')}
          onClick={() => go({ date: addDays(date, 1) })}
        >
          <IconRight size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t('chooseDay')}
          onClick={() => picker.current?.showPicker()}
        >
          <IconCalendar size={18} />
        </ActionIcon>
        <input
          ref={picker}
          className="day-date"
          type="date"
          tabIndex={-1}
          aria-hidden
          value={date}
          onChange={event => event.currentTarget.value && go({ date: event.currentTarget.value })}
        />
      </Group>
      {doctors.length > 1 && (
        <MultiSelect
          aria-label={t('doctors')}
          className="day-doctors"
          data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
          value={place.staff}
          placeholder={place.staff.length === 0 ? t('allDoctors') : ''}
          onChange={staff => go({ staff })}
          clearable
        />
      )}
      <Tooltip label={eyeWords}>
        <ActionIcon
          variant="default"
          size={34}
          aria-pressed={withGone}
          aria-label={eyeWords}
          onClick={() => setWithGone(!withGone)}
        >
          <Eye size={18} />
        </ActionIcon>
      </Tooltip>
      <SegmentedControl
        className="day-views"
        aria-label={t('view')}
        size="sm"
        value={view}
        onChange={value => go({ view: dayViews.find(one => one === value) ?? null })}
        data={shownViews.map(value => ({ value, label: viewWords[value]() }))}
      />
      {may('appointment.walk_in') && (
        <Button
          className="day-act"
          px="sm"
          variant="default"
          leftSection={<IconWalk size={18} aria-hidden />}
          onClick={() => go({ open: 'walk-in' })}
          aria-keyshortcuts="w"
        >
          {t('walkIn')}
        </Button>
      )}
      {may('appointment.book') && (
        <Button
          className="day-act"
          px="sm"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => go({ open: 'book' })}
          aria-keyshortcuts="n"
        >
          {t('newVisit')}
        </Button>
      )}
    </PageHead>
  )
}
