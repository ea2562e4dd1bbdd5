import './day.css'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useState } from 'react'
import type { BoardRow } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { t as words } from '../../i18n/queue.ts'
import { today } from '../../i18n/time.ts'
import { EmptyState, FailedState, LoadingState, PartlyFailedState } from '../../parts/query-states.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useMay } from '../../session/session.ts'
import { calls } from '../queue/calls.ts'
import { Agenda } from './Agenda.tsx'
import { BookingDrawer } from './BookingDrawer.tsx'
import { DayHead } from './DayHead.tsx'
import { DaySheet, usePrinting } from './DaySheet.tsx'
import { Refused } from './DropRefused.tsx'
import { stepped } from './dateRange.ts'
import { moveVisit, type Where } from './moveVisit.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import type { Moved } from './ScheduleCalendar.tsx'
import { Rail } from './SideRail.tsx'
import { useDayPlace } from './scheduleUrl.ts'
import type { Prefill } from './useBooking.ts'
import { useSchedule } from './useSchedule.ts'
import { switched } from './ViewSwitch.tsx'
import { type DrawerFace, VisitDrawer } from './VisitDrawer.tsx'
import { focusedId, focusVisit } from './visitFocus.ts'
import { movable } from './visitRules.ts'
import { type StepName, stepsOf, takeStep } from './visitSteps.ts'
import { WalkInDrawer } from './WalkInDrawer.tsx'

const loadCalendar = () => import('./ScheduleCalendar.tsx')
const ScheduleCalendar = lazy(loadCalendar)
// On a wide screen the calendar comes along with the page, beside the board's data instead of after it.
if (matchMedia('(min-width: 761px)').matches) void loadCalendar()

/** The clinic's schedule, home of reception: a day with a column per doctor or room, a week, a month, or a list; beside a day, who waits. */
export default function DayPage() {
  const may = useMay()
  const [place, go] = useDayPlace()
  const { date } = place
  const narrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false })
  const asked = place.view ?? (narrow ? 'agenda' : 'day')
  const view = asked === 'queue' && !narrow ? 'agenda' : asked
  const span = view === 'week' || view === 'month' ? view : view === 'agenda' ? place.span : 'day'
  const { range, board, hours, all, visits, everyone, doctors, columns, blocked } = useSchedule(place, span)
  const [prefill, setPrefill] = useState<Prefill>({})
  const [face, setFace] = useState<DrawerFace>('visit')
  const [wanted, setWanted] = useState<Where | undefined>()
  const [refused, setRefused] = useState<{ moved: Moved; refusal: Refusal } | null>(null)
  const printing = usePrinting()
  const mayBook = may('appointment.book') === 'all'
  const visit = all.find(one => one.id === place.visit)

  const open = (one: BoardRow, first: DrawerFace = 'visit') => {
    setFace(first)
    setWanted(undefined)
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
  const move = async (moved: Moved) => {
    setRefused(null)
    try {
      await moveVisit(moved.visit, moved)
    } catch (error) {
      moved.revert()
      const staffName = everyone.find(one => one.id === moved.staffId)?.name ?? moved.visit.staff?.name ?? t('doctor')
      setRefused({ moved, refusal: refusalOf(error, staffName, date) })
    }
  }
  const onVisit = (act: (one: BoardRow) => void) => () => {
    const one = all.find(({ id }) => id === focusedId(place.visit))
    if (one) act(one)
  }
  /** A step at once, or the drawer where it asks for something first. */
  const act = (one: BoardRow, name: StepName) => {
    if (!stepsOf(one, may).includes(name)) return open(one)
    if (name === 'cancel') return open(one, 'cancel')
    if (name === 'start' && !one.staff) return open(one, 'start')
    void takeStep(one, name, {})
  }
  const stepKey = (name: StepName) => onVisit(one => act(one, name))
  const shows = (to: typeof view) => () => go(switched(to, view))
  useShortcuts([
    { keys: 'n', label: t('newVisit'), run: () => mayBook && bookAt({}) },
    { keys: 'i', label: t('walkIn'), run: () => may('appointment.walk_in') && go({ open: 'walk-in', visit: null }) },
    { keys: 'ArrowLeft', label: t('earlierDays'), run: () => go({ date: stepped(span, date, -1) }) },
    { keys: 'ArrowRight', label: t('laterDays'), run: () => go({ date: stepped(span, date, 1) }) },
    { keys: 't', label: t('today'), run: () => go({ date: today() }) },
    { keys: 'd', label: t('asDay'), run: shows('day') },
    { keys: 'w', label: t('asWeek'), run: shows('week') },
    { keys: 'm', label: t('asMonth'), run: shows('month') },
    { keys: 'a', label: t('asAgenda'), run: shows('agenda') },
    { keys: 'q', label: words('callNext'), run: () => may('queue.call') && void calls.next({}) },
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

  const picture = (shown: 'day' | 'week' | 'month') => {
    if (hours.isPending && !board.data) return <LoadingState rows={10} />
    if (columns.length === 0) {
      return place.by === 'room' ? (
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
          by={shown === 'day' ? place.by : 'staff'}
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
  const lists = board.isPending || board.isPlaceholderData
  const withRail = span === 'day' && (!narrow || view === 'queue')
  return (
    <div className="day">
      <DayHead
        place={place}
        go={go}
        doctors={everyone}
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
        <div className={withRail ? 'day-body' : 'day-body day-alone'}>
          {view !== 'queue' && (
            <div className="day-main">
              {view !== 'agenda' ? (
                picture(view)
              ) : lists ? (
                <LoadingState rows={8} />
              ) : (
                <Agenda range={range} visits={visits} open={open} act={act} />
              )}
            </div>
          )}
          {withRail && (
            <Rail date={date} visits={all} doctors={doctors} mayBook={mayBook} open={open} act={act} book={bookAt} />
          )}
        </div>
      )}
      {printing && <DaySheet range={range} span={span} date={date} visits={visits} />}
      {place.open === 'book' && mayBook && (
        <BookingDrawer
          date={date}
          doctors={everyone}
          board={board.data}
          prefill={prefill}
          patientId={place.patient}
          close={close}
          openVisit={open}
        />
      )}
      {place.open === 'walk-in' && may('appointment.walk_in') && (
        <WalkInDrawer doctors={doctors} patientId={place.patient} close={close} />
      )}
      {visit && !place.open && (
        <VisitDrawer
          key={visit.id}
          visit={visit}
          doctors={everyone}
          face={face}
          show={setFace}
          wanted={wanted}
          close={close}
        />
      )}
      {refused && (
        <Refused
          {...refused}
          date={date}
          close={() => setRefused(null)}
          take={startsAt => void move({ ...refused.moved, startsAt })}
          overbook={
            may('appointment.overbook')
              ? () => {
                  setRefused(null)
                  open(refused.moved.visit, 'change')
                  setWanted(refused.moved)
                }
              : undefined
          }
        />
      )}
    </div>
  )
}
