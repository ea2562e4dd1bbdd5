import './day.css'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useState } from 'react'
import type { BoardRow } from '../../api/desk.ts'
import { isUnanswered } from '../../api/until-answered.ts'
import { t } from '../../i18n/day.ts'
import { t as words } from '../../i18n/queue.ts'
import { today } from '../../i18n/time.ts'
import { EmptyState, FailedState, LoadingState, PartlyFailedState } from '../../parts/query-states.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useMay } from '../../session/session.ts'
import { queueCalls } from '../queue/calls.ts'
import { Agenda } from './Agenda.tsx'
import { BookingDrawer } from './BookingDrawer.tsx'
import { DayHead } from './DayHead.tsx'
import { DaySheet, usePrinting } from './DaySheet.tsx'
import { DropRefused } from './DropRefused.tsx'
import { steppedDate } from './dateRange.ts'
import { moveVisit, type VisitMove } from './moveVisit.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import type { DroppedVisit } from './ScheduleCalendar.tsx'
import { SideRail } from './SideRail.tsx'
import { useScheduleState } from './scheduleUrl.ts'
import { sayRefused, takeStep } from './steps/useStep.ts'
import type { Prefill } from './useBooking.ts'
import { useSchedule } from './useSchedule.ts'
import { viewChange } from './ViewSwitch.tsx'
import { type DrawerMode, VisitDrawer } from './VisitDrawer.tsx'
import { focusedId, focusVisit } from './visitFocus.ts'
import { movable } from './visitRules.ts'
import { type StepName, stepsOf } from './visitSteps.ts'
import { WalkInDrawer } from './WalkInDrawer.tsx'

const loadCalendar = () => import('./ScheduleCalendar.tsx')
const ScheduleCalendar = lazy(loadCalendar)
// On a wide screen the calendar comes along with the page, beside the board's data instead of after it.
if (matchMedia('(min-width: 761px)').matches) void loadCalendar()

/** The clinic's schedule, home of reception: a day with a column per doctor or room, a week, a month, or a list; beside a day, who waits. */
export default function DayPage() {
  const may = useMay()
  const [state, go] = useScheduleState()
  const { date } = state
  const narrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false })
  const requestedView = state.view ?? (narrow ? 'agenda' : 'day')
  const view = requestedView === 'queue' && !narrow ? 'agenda' : requestedView
  const span = view === 'week' || view === 'month' ? view : view === 'agenda' ? state.span : 'day'
  const { range, board, hours, allVisits, visits, allDoctors, doctors, columns, blocked } = useSchedule(state, span)
  const [prefill, setPrefill] = useState<Prefill>({})
  const [drawerMode, setDrawerMode] = useState<DrawerMode>('visit')
  const [requestedTime, setRequestedTime] = useState<VisitMove | undefined>()
  const [dropRefusal, setDropRefusal] = useState<{ moved: DroppedVisit; refusal: Refusal } | null>(null)
  const printing = usePrinting()
  const mayBook = may('appointment.book') === 'all'
  const visit = allVisits.find(one => one.id === state.visit)

  const open = (one: BoardRow, mode: DrawerMode = 'visit') => {
    setDrawerMode(mode)
    setRequestedTime(undefined)
    go({ visit: one.id, open: null })
  }
  const bookAt = (time: Prefill) => {
    setPrefill(time)
    go({ open: 'book', visit: null, patient: null })
  }
  const close = () => {
    setPrefill({})
    go({ open: null, visit: null, patient: null })
  }
  const move = async (moved: DroppedVisit) => {
    setDropRefusal(null)
    try {
      await moveVisit(moved.visit, moved)
    } catch (error) {
      moved.revert()
      if (isUnanswered(error)) return sayRefused(moved.visit, t('moveStep'), error, () => void move(moved))
      const staffName = allDoctors.find(one => one.id === moved.staffId)?.name ?? moved.visit.staff?.name ?? t('doctor')
      setDropRefusal({ moved, refusal: refusalOf(error, staffName, date) })
    }
  }
  const onVisit = (takeVisitStep: (one: BoardRow) => void) => () => {
    const one = allVisits.find(({ id }) => id === focusedId(state.visit))
    if (one) takeVisitStep(one)
  }
  /** A step at once, or the drawer where it asks for something first. */
  const takeVisitStep = (one: BoardRow, name: StepName) => {
    if (!stepsOf(one, may).includes(name)) return open(one)
    if (name === 'cancel') return open(one, 'cancel')
    if (name === 'start' && !one.staff) return open(one, 'start')
    void takeStep(one, name, {})
  }
  const stepKey = (name: StepName) => onVisit(one => takeVisitStep(one, name))
  const switchTo = (to: typeof view) => () => go(viewChange(to, view))
  useShortcuts([
    { keys: 'n', label: t('newVisit'), run: () => mayBook && bookAt({}) },
    { keys: 'i', label: t('walkIn'), run: () => may('appointment.walk_in') && go({ open: 'walk-in', visit: null }) },
    { keys: 'ArrowLeft', label: t('earlierDays'), run: () => go({ date: steppedDate(span, date, -1) }) },
    { keys: 'ArrowRight', label: t('laterDays'), run: () => go({ date: steppedDate(span, date, 1) }) },
    { keys: 't', label: t('today'), run: () => go({ date: today() }) },
    { keys: 'd', label: t('asDay'), run: switchTo('day') },
    { keys: 'w', label: t('asWeek'), run: switchTo('week') },
    { keys: 'm', label: t('asMonth'), run: switchTo('month') },
    { keys: 'a', label: t('asAgenda'), run: switchTo('agenda') },
    { keys: 'q', label: words('callNext'), run: () => may('queue.call') && void queueCalls.next({}) },
    { keys: 'j', label: t('nextVisit'), run: () => focusVisit(visits, 1) },
    { keys: 'k', label: t('previousVisit'), run: () => focusVisit(visits, -1) },
    { keys: 'c', label: t('checkInStep'), run: stepKey('check-in'), inDialog: true },
    { keys: 's', label: t('startStep'), run: stepKey('start'), inDialog: true },
    { keys: 'o', label: t('checkOutStep'), run: stepKey('check-out'), inDialog: true },
    { keys: 'x', label: t('cancelStep'), run: stepKey('cancel'), inDialog: true },
    {
      keys: 'r',
      label: t('moveStep'),
      run: onVisit(one => movable(one) && one.kind === 'scheduled' && open(one, 'change')),
      inDialog: true,
    },
  ])

  const calendar = (shown: 'day' | 'week' | 'month') => {
    if (hours.isPending && !board.data) return <LoadingState rows={10} />
    if (columns.length === 0) {
      return state.by === 'room' ? (
        <EmptyState title={t('noRooms')} />
      ) : (
        <EmptyState title={t('noDoctors')}>{t('noDoctorsHelp')}</EmptyState>
      )
    }
    return (
      <Suspense fallback={<LoadingState rows={10} />}>
        <ScheduleCalendar
          key={shown}
          view={shown}
          date={date}
          by={shown === 'day' ? state.by : 'staff'}
          columns={columns}
          visits={visits}
          hours={hours.data}
          blocked={blocked}
          narrow={narrow === true}
          mayMove={may('appointment.move') === 'all'}
          mayBook={mayBook}
          open={open}
          move={move}
          choose={bookAt}
          openDay={day => go({ date: day, view: 'day' })}
        />
      </Suspense>
    )
  }
  const listPending = board.isPending || board.isPlaceholderData
  const withSideRail = span === 'day' && (!narrow || view === 'queue')
  return (
    <div className="day">
      <DayHead
        state={state}
        go={go}
        doctors={allDoctors}
        view={view}
        span={span}
        narrow={narrow === true}
        visits={board.data && visits.length}
        print={() => window.print()}
      />
      {hours.isError && board.data && <PartlyFailedState parts={[t('hoursMissing')]} retry={() => hours.refetch()} />}
      {board.isError && board.data && <PartlyFailedState parts={[t('boardMissing')]} retry={() => board.refetch()} />}
      {board.data?.truncated && <PartlyFailedState parts={[t('truncated')]} />}
      {board.isError && !board.data ? (
        <FailedState error={board.error} retry={() => board.refetch()} />
      ) : (
        <div className={withSideRail ? 'day-body' : 'day-body day-alone'}>
          {view !== 'queue' && (
            <div className="day-main">
              {view !== 'agenda' ? (
                calendar(view)
              ) : listPending ? (
                <LoadingState rows={8} />
              ) : (
                <Agenda range={range} visits={visits} open={open} act={takeVisitStep} />
              )}
            </div>
          )}
          {withSideRail && (
            <SideRail
              date={date}
              visits={allVisits}
              doctors={doctors}
              mayBook={mayBook}
              open={open}
              act={takeVisitStep}
              book={bookAt}
            />
          )}
        </div>
      )}
      {printing && <DaySheet range={range} span={span} date={date} visits={visits} />}
      {state.open === 'book' && mayBook && (
        <BookingDrawer
          date={date}
          doctors={allDoctors}
          board={board.data}
          prefill={prefill}
          patientId={state.patient}
          close={close}
          openVisit={open}
        />
      )}
      {state.open === 'walk-in' && may('appointment.walk_in') && (
        <WalkInDrawer doctors={doctors} patientId={state.patient} close={close} />
      )}
      {visit && !state.open && (
        <VisitDrawer
          key={visit.id}
          visit={visit}
          doctors={allDoctors}
          mode={drawerMode}
          show={setDrawerMode}
          requestedTime={requestedTime}
          close={close}
        />
      )}
      {dropRefusal && (
        <DropRefused
          {...dropRefusal}
          date={date}
          close={() => setDropRefusal(null)}
          onTake={startsAt => void move({ ...dropRefusal.moved, startsAt })}
          overbook={
            may('appointment.overbook')
              ? () => {
                  setDropRefusal(null)
                  open(dropRefusal.moved.visit, 'change')
                  setRequestedTime(dropRefusal.moved)
                }
              : undefined
          }
        />
      )}
    </div>
  )
}
