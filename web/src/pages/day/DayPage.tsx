import './day.css'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { type BoardRow, boardOf, hoursOf } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { addDays, today } from '../../i18n/time.ts'
import { Empty, Failed, Loading, PartlyFailed } from '../../parts/faces.tsx'
import { useKeys } from '../../parts/keys.ts'
import { useMay } from '../../session/session.ts'
import { BookingDrawer, type Prefill } from './BookingDrawer.tsx'
import type { Moved } from './DayCalendar.tsx'
import { DayHead } from './DayHead.tsx'
import { focusedId, focusVisit } from './focus.ts'
import { moveVisit, type Where } from './move.ts'
import { useDayPlace } from './place.ts'
import { Rail } from './Rail.tsx'
import { Refused } from './Refused.tsx'
import { type Refusal, refusalOf } from './refusal.ts'
import { type StepName, stepsOf, takeStep } from './steps.ts'
import { type DrawerFace, VisitDrawer } from './VisitDrawer.tsx'
import { VisitList } from './VisitList.tsx'
import { doctorsOf, gone, movable } from './visits.ts'
import { WalkInDrawer } from './WalkInDrawer.tsx'

const loadCalendar = () => import('./DayCalendar.tsx')
const DayCalendar = lazy(loadCalendar)
// On a wide screen the calendar comes along with the page, beside the board's data instead of after it.
if (matchMedia('(min-width: 761px)').matches) void loadCalendar()

/** The day of the clinic, home of reception: a column per doctor, beside it who waits. */
export default function DayPage() {
  const may = useMay()
  const [place, go] = useDayPlace()
  const { date } = place
  const narrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false })
  const asked = place.view ?? (narrow ? 'list' : 'calendar')
  const view = asked === 'queue' && !narrow ? 'list' : asked
  const board = useQuery({ ...boardOf(date), placeholderData: before => before })
  const hours = useQuery(hoursOf(date))
  const [withGone, setWithGone] = useState(false)
  const [prefill, setPrefill] = useState<Prefill>({})
  const [face, setFace] = useState<DrawerFace>('visit')
  const [wanted, setWanted] = useState<Where | undefined>()
  const [refused, setRefused] = useState<{ moved: Moved; refusal: Refusal } | null>(null)

  const visits = board.isPlaceholderData ? [] : (board.data?.items ?? [])
  const everyone = doctorsOf(hours.data, visits)
  const here = everyone.filter(doctor => doctor.here)
  const chosen = everyone.filter(doctor => place.staff.includes(doctor.id))
  const columns = chosen.length > 0 ? chosen : here.length > 0 ? here : everyone
  const mayBook = may('appointment.book') === 'all'
  const visit = visits.find(one => one.id === place.visit)

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
      const staffName = everyone.find(one => one.id === moved.staffId)?.name ?? t('doctor')
      setRefused({ moved, refusal: refusalOf(error, staffName, date) })
    }
  }
  const onVisit = (act: (one: BoardRow) => void) => () => {
    const one = visits.find(({ id }) => id === focusedId(place.visit))
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
  useKeys([
    { keys: 'n', label: t('newVisit'), run: () => mayBook && bookAt({}) },
    { keys: 'w', label: t('walkIn'), run: () => may('appointment.walk_in') && go({ open: 'walk-in', visit: null }) },
    { keys: 'ArrowLeft', label: t('previousDay'), run: () => go({ date: addDays(date, -1) }) },
    { keys: 'ArrowRight', label: t('nextDay'), run: () => go({ date: addDays(date, 1) }) },
    { keys: 't', label: t('today'), run: () => go({ date: today() }) },
    { keys: 'l', label: t('view'), run: () => go({ view: view === 'calendar' ? 'list' : 'calendar' }) },
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

  const calendar = () => {
    if (hours.isPending && !board.data) return <Loading rows={10} />
    if (columns.length === 0) return <Empty title={t('noDoctors')}>{t('noDoctorsHelp')}</Empty>
    return (
      <Suspense fallback={<Loading rows={10} />}>
        <DayCalendar
          date={date}
          doctors={columns}
          visits={visits}
          hours={hours.data}
          withGone={withGone}
          mayMove={may('appointment.move') === 'all'}
          mayBook={mayBook}
          open={open}
          move={move}
          choose={bookAt}
        />
      </Suspense>
    )
  }
  return (
    <div className="day">
      <DayHead
        place={place}
        go={go}
        doctors={everyone}
        view={view}
        narrow={narrow === true}
        withGone={withGone}
        setWithGone={setWithGone}
        visits={board.data && visits.filter(one => !gone.has(one.status)).length}
      />
      {hours.isError && board.data && <PartlyFailed parts={[t('hoursMissing')]} retry={() => hours.refetch()} />}
      {board.isError && board.data && <PartlyFailed parts={[t('boardMissing')]} retry={() => board.refetch()} />}
      {board.data?.truncated && <PartlyFailed parts={[t('truncated')]} />}
      {board.isError && !board.data ? (
        <Failed error={board.error} retry={() => board.refetch()} />
      ) : (
        <div className="day-body">
          {view !== 'queue' && (
            <div className="day-main">
              {view === 'calendar' ? (
                calendar()
              ) : board.isPending || board.isPlaceholderData ? (
                <Loading rows={8} />
              ) : (
                <VisitList visits={visits} withGone={withGone} staff={place.staff} open={open} act={act} />
              )}
            </div>
          )}
          {(!narrow || view === 'queue') && (
            <Rail date={date} visits={visits} doctors={columns} mayBook={mayBook} open={open} act={act} book={bookAt} />
          )}
        </div>
      )}
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
      {place.open === 'walk-in' && <WalkInDrawer doctors={columns} patientId={place.patient} close={close} />}
      {visit && !place.open && (
        <VisitDrawer visit={visit} doctors={everyone} face={face} show={setFace} wanted={wanted} close={close} />
      )}
      {refused && (
        <Refused
          moved={refused.moved}
          refusal={refused.refusal}
          date={date}
          close={() => setRefused(null)}
          take={startsAt => void move({ ...refused.moved, startsAt })}
          overbook={
            may('appointment.overbook')
              ? () => {
                  const { visit: one, staffId, startsAt, minutes } = refused.moved
                  setRefused(null)
                  open(one, 'change')
                  setWanted({ staffId, startsAt, minutes })
                }
              : undefined
          }
        />
      )}
    </div>
  )
}
