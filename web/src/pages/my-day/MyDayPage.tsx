import './my-day.css'
import { Button, SegmentedControl } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { unsignedQuery } from '../../api/charts.ts'
import { type BoardRow, boardOf } from '../../api/desk.ts'
import { t } from '../../i18n/chart.ts'
import { clock, dayOf, longDate, minutesBetween, today } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { personLine } from '../../parts/person.ts'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import { useRowKeys } from '../../parts/row-keys.ts'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useMembership } from '../../session/session.ts'
import { useNow } from '../../shell/TopBar.tsx'
import { PendingMark, VisitStatus } from '../day/steps/PendingMark.tsx'
import { useShownVisits } from '../day/steps/pending.ts'
import type { ShownVisit } from '../day/steps/shown-visit.ts'
import { takeStep } from '../day/steps/useStep.ts'

const cancelledStatuses = ['cancelled', 'no_show']

/** Doctor's and nurse's home: the next patient large, the visits of today, and what waits for a signature. */
export default function MyDayPage() {
  const { staffId, roles } = useMembership()
  const doctor = roles.includes('doctor')
  const [listed, setListed] = useLocalStorage<'mine' | 'all'>({
    key: 'my-day',
    defaultValue: doctor ? 'mine' : 'all',
    getInitialValueInEffect: false,
  })
  const board = useQuery(boardOf(today()))
  const isListed = (visit: BoardRow) => listed === 'all' || visit.staff?.id === staffId || (!visit.staff && doctor)
  return (
    <>
      <PageHead title={t('myDay')} note={longDate(today())}>
        <SegmentedControl
          aria-label={t('whose')}
          value={listed}
          onChange={value => setListed(value === 'all' ? 'all' : 'mine')}
          data={[
            { value: 'mine', label: t('mine') },
            { value: 'all', label: t('everybody') },
          ]}
        />
      </PageHead>
      <QueryContent query={board} rows={8}>
        {({ items }) => (
          <MyDay visits={items.filter(visit => isListed(visit) && !cancelledStatuses.includes(visit.status))} />
        )}
      </QueryContent>
    </>
  )
}

/** Urgent ones first, then by queue number: as they would be called. */
function byQueue(a: BoardRow, b: BoardRow): number {
  return Number(b.urgent) - Number(a.urgent) || (a.queueNumber ?? 0) - (b.queueNumber ?? 0)
}

function chartOf(visit: BoardRow): string {
  return `/patients/${visit.patient.id}?visit=${visit.id}`
}

function MyDay({ visits: listed }: { visits: BoardRow[] }) {
  const visits = useShownVisits(listed)
  const { staffId, roles } = useMembership()
  const [, navigate] = useLocation()
  const rows = useRowKeys<HTMLUListElement>()
  const inProgress = visits.filter(
    visit => visit.status === 'in_progress' && !visit.finishedAt && visit.staff?.id === staffId,
  )
  const waiting = visits.filter(visit => visit.status === 'arrived').sort(byQueue)
  const next = waiting[0]
  const upcoming = visits.find(
    visit => (visit.status === 'booked' || visit.status === 'confirmed') && Date.parse(visit.startsAt) > Date.now(),
  )

  const start = async (visit: BoardRow) => {
    // A nurse prepares the patient; the visit starts when the doctor sees them.
    const starts = roles.includes('doctor') && visit.status === 'arrived'
    if (starts && !(await takeStep(visit, 'start', visit.staff ? {} : { ...(staffId ? { staffId } : {}) }))) return
    navigate(chartOf(visit))
  }
  useShortcuts(next ? [{ keys: 's', label: t('startVisit'), run: () => void start(next) }] : [])

  return (
    <div className="my-day">
      <div>
        {inProgress.map(visit => (
          <CurrentVisit key={visit.id} visit={visit} title={t('nowInside')}>
            <Button component={Link} href={chartOf(visit)} size="md">
              {t('openChart')}
            </Button>
          </CurrentVisit>
        ))}
        {next ? (
          <CurrentVisit visit={next} title={t('nextPatient')}>
            <Button size="md" variant={inProgress.length > 0 ? 'default' : 'filled'} onClick={() => void start(next)}>
              {roles.includes('doctor') ? t('startVisit') : t('openChart')}
            </Button>
          </CurrentVisit>
        ) : (
          inProgress.length === 0 && (
            <div className="my-next">
              <EmptyState title={t('nobodyWaiting')}>
                {upcoming ? t('nextAt', { time: clock(upcoming.startsAt) }) : t('nobodyWaitingHelp')}
              </EmptyState>
            </div>
          )
        )}
        <h2 className="my-h">{t('todays')}</h2>
        {visits.length === 0 ? (
          <EmptyState title={t('noneToday')}>{t('noneTodayHelp')}</EmptyState>
        ) : (
          <ul className="my-list" ref={rows}>
            {visits.map(visit => (
              <li key={visit.id}>
                <time dateTime={visit.startsAt}>{clock(visit.startsAt)}</time>
                <Link href={chartOf(visit)} data-row>
                  {visit.patient.name || t('nameUnavailable')}
                </Link>
                <VisitStatus visit={visit} />
                <small>
                  {[visit.staff?.id !== staffId && visit.staff?.name, visit.visitType?.name, visit.reason]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </li>
            ))}
          </ul>
        )}
      </div>
      <Unsigned />
    </div>
  )
}

function CurrentVisit({ visit, title, children }: { visit: ShownVisit; title: string; children: ReactNode }) {
  const now = useNow()
  const { patient, queueNumber, arrivedAt, reason, urgent, room } = visit
  return (
    <section className="my-next" aria-label={title}>
      <div>
        <h2 className="my-h">{title}</h2>
        <p className="my-name">{patient.name || t('nameUnavailable')}</p>
        <p>{!patient.unavailable && personLine(patient)}</p>
        <p className="my-dim">
          {[
            urgent && t('urgent'),
            queueNumber !== undefined && t('queue', { number: queueNumber }),
            visit.status === 'arrived' && arrivedAt && t('waitingSince', { count: minutesBetween(arrivedAt, now) }),
            room?.number,
            reason,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {visit.pending && <PendingMark pending={visit.pending} />}
      </div>
      {children}
    </section>
  )
}

/** Records that this doctor began and has not signed. */
function Unsigned() {
  const unsigned = useQuery({ ...unsignedQuery, staleTime: 0 })
  return (
    <aside aria-label={t('unsigned')}>
      <h2 className="my-h">{t('unsigned')}</h2>
      <QueryContent query={unsigned} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="my-dim">{t('noUnsigned')}</p>
          ) : (
            <ul className="my-list">
              {items.map(one => (
                <li key={one.id}>
                  <Link href={`/patients/${one.patient.id}?encounter=${one.id}`}>{one.patient.name}</Link>
                  <small>
                    {t('since', { day: dayOf(one.period.start), time: clock(one.period.start) })}
                    {!one.appointmentId && ` · ${t('noAppointment')}`}
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </QueryContent>
    </aside>
  )
}
