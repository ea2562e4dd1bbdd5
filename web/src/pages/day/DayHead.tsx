import { ActionIcon, Button, Group, Select, Tooltip } from '@mantine/core'
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendarSearch.mjs'
import IconLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs'
import IconRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import IconPrint from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useRef } from 'react'
import { t } from '../../i18n/day.ts'
import { today } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { useMay } from '../../session/session.ts'
import { rangeWords, steppedDate } from './dateRange.ts'
import { FilterMenu } from './FilterMenu.tsx'
import type { DayView, ScheduleState, Span } from './scheduleUrl.ts'
import { ColumnSwitch, ViewSwitch } from './ViewSwitch.tsx'
import type { Doctor } from './visitRules.ts'

interface Props {
  state: ScheduleState
  go: (change: Partial<ScheduleState>) => void
  doctors: Doctor[]
  view: DayView
  span: Span
  narrow: boolean
  /** How many, once that is known. */
  visits: number | undefined
  print: () => void
}

/** Which days, and the ways to others; the view, the filter, and the two things that reception does most. */
export function DayHead({ state, go, doctors, view, span, narrow, visits, print }: Props) {
  const may = useMay()
  const { date } = state
  const picker = useRef<HTMLInputElement>(null)
  return (
    <PageHead
      title={rangeWords(span, date)}
      note={visits === undefined ? '\u00a0' : t('visitsCount', { count: visits })}
    >
      <Group gap={4} wrap="nowrap" className="day-nav">
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t('earlierDays')}
          onClick={() => go({ date: steppedDate(span, date, -1) })}
        >
          <IconLeft size={18} />
        </ActionIcon>
        <Button variant="default" size="sm" px="xs" onClick={() => go({ date: today() })}>
          {t('today')}
        </Button>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t('laterDays')}
          onClick={() => go({ date: steppedDate(span, date, 1) })}
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
        {narrow && <FilterMenu state={state} go={go} doctors={doctors} />}
      </Group>
      <ViewSwitch state={state} go={go} view={view} narrow={narrow} />
      {view === 'day' && <ColumnSwitch state={state} go={go} narrow={narrow} />}
      {view === 'agenda' && (
        <Select
          className="day-by"
          aria-label={t('agendaSpan')}
          allowDeselect={false}
          value={state.span}
          onChange={value => go({ view: 'agenda', span: value === 'week' || value === 'month' ? value : 'day' })}
          data={[
            { value: 'day', label: t('oneDay') },
            { value: 'week', label: t('oneWeek') },
            { value: 'month', label: t('oneMonth') },
          ]}
        />
      )}
      {!narrow && (
        <>
          <FilterMenu compact state={state} go={go} doctors={doctors} />
          <Tooltip label={t('printSheet')}>
            <ActionIcon variant="default" size={34} aria-label={t('printSheet')} onClick={print}>
              <IconPrint size={18} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      {may('appointment.walk_in') && (
        <Button
          className="day-act"
          px="xs"
          variant="default"
          onClick={() => go({ open: 'walk-in' })}
          aria-keyshortcuts="i"
        >
          {t('walkIn')}
        </Button>
      )}
      {may('appointment.book') && (
        <Button className="day-act" px="xs" onClick={() => go({ open: 'book' })} aria-keyshortcuts="n">
          {t('newVisit')}
        </Button>
      )}
    </PageHead>
  )
}
