import type { ReactNode } from 'react'
import type { Dashboard } from '../../api/clinic.ts'
import { t } from '../../i18n/clinic.ts'
import { instantOf, longDate, shortDay } from '../../i18n/time.ts'
import { EmptyState } from '../../parts/query-states.tsx'
import { Bars } from './Bars.tsx'

/** A plot with its heading, and the same numbers as a table. */
function Plot({ id, title, children, table }: { id: string; title: string; children: ReactNode; table?: ReactNode }) {
  return (
    <section className="clinic-panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      {table && (
        <details className="clinic-table">
          <summary>{t('asTable')}</summary>
          {table}
        </details>
      )}
    </section>
  )
}

const hourText = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** Visits of today by the hour in which they begin, from the first hour that has any to the last. */
export function ByHour({ today }: { today: Dashboard['today'] }) {
  const title = t('byHour')
  if (today.status !== 'ok')
    return (
      <Plot id="clinic-hours" title={title}>
        <Missing />
      </Plot>
    )
  const hoursWithVisits = today.byHour.filter(one => one.visits > 0)
  const [first, last] = [hoursWithVisits[0], hoursWithVisits.at(-1)]
  if (!first || !last)
    return (
      <Plot id="clinic-hours" title={title}>
        <EmptyState title={t('noVisits')} />
      </Plot>
    )
  const hours = today.byHour.slice(first.hour, last.hour + 1)
  const most = hours.reduce((busiest, one) => (one.visits > busiest.visits ? one : busiest))
  return (
    <Plot
      id="clinic-hours"
      title={title}
      table={
        <Table
          caption={title}
          head={[t('hour'), t('kindVisits')]}
          rows={hours.map(one => [hourText(one.hour), one.visits])}
        />
      }
    >
      <Bars
        label={`${title}. ${t('mostAt', { label: hourText(most.hour), count: most.visits })}`}
        labelEvery={hours.length > 12 ? 2 : 1}
        bars={hours.map(one => ({
          key: String(one.hour),
          label: String(one.hour).padStart(2, '0'),
          parts: [{ kind: 'visits', value: one.visits }],
          description: t('visitsAt', { label: hourText(one.hour), count: one.visits }),
        }))}
      />
    </Plot>
  )
}

/** `Sat 7`: the month is clear from the table and from the other days. */
function dayOnAxis(date: string): string {
  return shortDay(instantOf(date)).replace(',', '').split(' ').slice(0, 2).join(' ')
}

/** The last 14 days: completed, no-shows, and what is neither yet. */
export function ByDay({ days }: { days: Dashboard['days'] }) {
  const title = t('byDay')
  if (days.status !== 'ok')
    return (
      <Plot id="clinic-days" title={title}>
        <Missing />
      </Plot>
    )
  const items = days.items.map(one => ({ ...one, rest: one.visits - one.completed - one.noShows }))
  const most = items.reduce((busiest, one) => (one.visits > busiest.visits ? one : busiest))
  return (
    <Plot
      id="clinic-days"
      title={title}
      table={
        <Table
          caption={title}
          head={[t('day'), t('kindVisits'), t('kindCompleted'), t('kindNoShows'), t('cancelled')]}
          rows={items.map(one => [
            shortDay(instantOf(one.date)),
            one.visits,
            one.completed,
            one.noShows,
            one.cancelled,
          ])}
        />
      }
    >
      <Bars
        label={`${title}. ${t('mostAt', { label: longDate(most.date), count: most.visits })}`}
        labelEvery={2}
        bars={items.map(one => ({
          key: one.date,
          label: dayOnAxis(one.date),
          parts: [
            { kind: 'completed', value: one.completed },
            { kind: 'noShows', value: one.noShows },
            { kind: 'rest', value: one.rest },
          ],
          description: `${t('visitsAt', { label: longDate(one.date), count: one.visits })}, ${t('kindCompleted')} ${one.completed}, ${t('kindNoShows')} ${one.noShows}`,
        }))}
      />
      <ul className="clinic-legend" aria-hidden>
        <li data-kind="completed">{t('kindCompleted')}</li>
        <li data-kind="noShows">{t('kindNoShows')}</li>
        <li data-kind="rest">{t('kindOther')}</li>
      </ul>
    </Plot>
  )
}

function Missing() {
  return <p className="clinic-missing">{t('notNow')}</p>
}

function Table({ caption, head, rows }: { caption: string; head: string[]; rows: (string | number)[][] }) {
  return (
    <table>
      <caption className="only-spoken">{caption}</caption>
      <thead>
        <tr>
          {head.map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...values]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {values.map((value, i) => (
              <td key={head[i + 1]}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
