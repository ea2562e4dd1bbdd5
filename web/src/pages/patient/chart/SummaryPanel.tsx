import { useQuery } from '@tanstack/react-query'
import { type Summary, summaryOf } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { clock, dayOf } from '../../../i18n/time.ts'
import { LinkedRecordsWarning } from '../../../parts/LinkedRecordsWarning.tsx'
import { PartlyFailedState, QueryContent } from '../../../parts/query-states.tsx'
import { StatusBadge } from '../../../parts/StatusBadge.tsx'
import { TrendRow } from './Trend.tsx'

interface Props {
  patientId: string
  show: (encounterId: string) => void
}

/** The left of the chart: last vital signs, records still open, the visits around today. */
export function SummaryPanel({ patientId, show }: Props) {
  const summary = useQuery(summaryOf(patientId))
  return (
    <aside className="summary" aria-label={t('summary')}>
      <QueryContent query={summary} rows={5}>
        {read => <SummaryParts summary={read} show={show} retry={() => void summary.refetch()} />}
      </QueryContent>
    </aside>
  )
}

function SummaryParts({ summary, show, retry }: { summary: Summary; show: Props['show']; retry: () => void }) {
  const { vitals, openEncounters, visits } = summary
  const cancelledStatuses = [
    vitals.status === 'unavailable' && t('records'),
    visits.status === 'unavailable' && t('visits'),
  ].filter(word => word !== false)
  return (
    <>
      <PartlyFailedState parts={cancelledStatuses} retry={retry} />
      <LinkedRecordsWarning source={summary} />
      {openEncounters.status === 'ok' && openEncounters.items.length > 0 && (
        <section>
          <h2 className="chart-h">{t('openRecords')}</h2>
          <ul className="summary-list">
            {openEncounters.items.map(one => (
              <li key={one.id}>
                <button type="button" className="timeline-visit" onClick={() => show(one.id)}>
                  {dayOf(one.period.start)}, {clock(one.period.start)}
                </button>
                <small>{one.staff?.name ?? one.recordedBy.name}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section hidden={vitals.status !== 'ok'}>
        <h2 className="chart-h">{t('lastVitals')}</h2>
        {vitals.status === 'ok' && vitals.items.length === 0 && <p className="chart-dim">{t('noVitalsTaken')}</p>}
        {vitals.status === 'ok' && vitals.items.length > 0 && (
          <table className="trends">
            <tbody>
              {vitals.items.map(trend => (
                <TrendRow key={trend.code} trend={trend} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      {visits.status === 'ok' && (
        <section>
          <h2 className="chart-h">{t('visits')}</h2>
          <ul className="summary-list">
            {[...visits.next.slice(0, 2).reverse(), ...visits.last.slice(0, 4)].map(visit => (
              <li key={visit.id}>
                <span>
                  {dayOf(visit.startsAt)}, {clock(visit.startsAt)}
                </span>
                <StatusBadge status={visit.status} />
                {visit.reason && <small>{visit.reason}</small>}
              </li>
            ))}
          </ul>
          {visits.next.length + visits.last.length === 0 && <p className="chart-dim">{t('noVisits')}</p>}
        </section>
      )}
    </>
  )
}
