import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { type AccessDay, accessDays, type LogFilter } from '../../api/access-log.ts'
import { t } from '../../i18n/access-log.ts'
import { t as common } from '../../i18n/common.ts'
import { t as restriction } from '../../i18n/restrictions.ts'
import { longDate } from '../../i18n/time.ts'
import { actionsText, timesText } from './actions-text.ts'
import type { LogFilterForm } from './filter.ts'
import { LogPages } from './LogPages.tsx'
import { Patients } from './Patients.tsx'

interface Props {
  filter: LogFilter
  filtered: boolean
  set: (part: Partial<LogFilterForm>) => void
  /** Where every entry of one person and day is to be read. */
  entriesOf: (part: Pick<LogFilterForm, 'who' | 'from' | 'to'>) => string
}

/** The log by days: one line for each person, whatever number of entries they left. A name filters by that person. */
export function Days({ filter, filtered, set, entriesOf }: Props) {
  const days = useInfiniteQuery(accessDays(filter))
  return (
    <LogPages query={days} filtered={filtered} more={t('olderDays')}>
      {items => (
        <table className="settings-table log-table">
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('patients')}</th>
            </tr>
          </thead>
          {items.map(({ date, people }) => (
            <tbody key={date}>
              <tr className="log-day">
                <th scope="rowgroup" colSpan={4}>
                  {longDate(date)}
                </th>
              </tr>
              {people.map(person => (
                <Line
                  key={`${person.by.id} ${person.for}`}
                  person={person}
                  set={set}
                  entries={entriesOf({ who: person.by.id, from: date, to: date })}
                />
              ))}
            </tbody>
          ))}
        </table>
      )}
    </LogPages>
  )
}

interface LineProps {
  person: AccessDay['people'][number]
  set: Props['set']
  entries: string
}

function Line({ person, set, entries }: LineProps) {
  const { by, roles, last, actions, withReason, reasons = [], patients } = person
  return (
    <tr>
      <td className="log-when">
        <time dateTime={last}>{timesText(person)}</time>
        <small className="log-dim">
          <Link href={entries}>{t('entries')}</Link>
        </small>
      </td>
      <th scope="row">
        {by.name ? (
          <button type="button" className="log-name" onClick={() => set({ who: by.id })}>
            {by.name}
          </button>
        ) : (
          t('system')
        )}
        <small className="log-dim">
          {roles.map(role => common(role)).join(', ')}
          {person.for && ` · ${t('guardian')}`}
        </small>
      </th>
      <td data-name={t('what')}>
        {actionsText(actions)}
        {reasons.map(reason => (
          <small key={reason} className="log-dim">
            “{reason}”
          </small>
        ))}
        {withReason && reasons.length === 0 && <small className="log-dim">{restriction('withReason')}</small>}
      </td>
      <td data-name={t('patients')}>
        <Patients ids={patients.ids} count={patients.count} />
      </td>
    </tr>
  )
}
