import { useInfiniteQuery } from '@tanstack/react-query'
import { type AccessEntry, accessLog, type LogFilter } from '../../api/access-log.ts'
import { memberList } from '../../api/members.ts'
import { Problem } from '../../api/problem.ts'
import { actionWord } from '../../i18n/access-actions.ts'
import { t } from '../../i18n/access-log.ts'
import { t as common } from '../../i18n/common.ts'
import { problemText } from '../../i18n/problems.ts'
import { t as restriction } from '../../i18n/restrictions.ts'
import { shortDay, wall } from '../../i18n/time.ts'
import type { LogFilterForm } from './filter.ts'
import { LogPages } from './LogPages.tsx'
import { Patients } from './Patients.tsx'

interface Props {
  filter: LogFilter
  filtered: boolean
  set: (part: Partial<LogFilterForm>) => void
}

/** The entries, newest first. A name filters by that person. */
export function Entries({ filter, filtered, set }: Props) {
  const log = useInfiniteQuery(accessLog(filter))
  return (
    <LogPages query={log} filtered={filtered} more={t('more')}>
      {items => (
        <table className="settings-table log-table">
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('patients')}</th>
              <th scope="col">{t('outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(entry => (
              <Row key={entry.sequence} entry={entry} set={set} />
            ))}
          </tbody>
        </table>
      )}
    </LogPages>
  )
}

function Row({ entry, set }: { entry: AccessEntry; set: Props['set'] }) {
  const { sequence, at, account, roles, action, outcome, patientIds, unnamed, times = 1 } = entry
  return (
    <tr>
      <td className="log-when">
        <time dateTime={at}>
          {shortDay(at)} {wall(at).slice(0, 4)}, {wall(at).slice(11, 19)}
        </time>
        <small className="log-dim">#{sequence}</small>
      </td>
      <th scope="row">
        {account.name ? (
          <button type="button" className="log-name" onClick={() => set({ who: account.id })}>
            {account.name}
          </button>
        ) : (
          t('system')
        )}
        <small className="log-dim">
          {roles.map(role => common(role)).join(', ')}
          {(entry.for?.length ?? 0) > 0 && ` · ${t('guardian')}`}
        </small>
      </th>
      <td data-name={t('what')}>
        {times > 1 ? t('times', { what: actionWord(action), count: times }) : actionWord(action)}
        {entry.reason && <small className="log-dim">“{entry.reason}”</small>}
        {entry.under && !entry.reason && <small className="log-dim">{restriction('withReason')}</small>}
        {entry.object?.startsWith('mbr-') && <MemberName id={entry.object} />}
      </td>
      <td data-name={t('patients')}>
        <Patients ids={patientIds} />
        {unnamed && <small className="log-dim">{t('andMore', { count: unnamed })}</small>}
      </td>
      <td data-name={t('outcome')} className={outcome === 'ok' ? undefined : 'log-refused'}>
        {outcome === 'ok' ? t('done') : problemText(new Problem({ code: outcome, title: outcome }, 0))}
      </td>
    </tr>
  )
}

/** The member that something was done to, by the list that the filter asks for anyway; who was removed is in it no more. */
function MemberName({ id }: { id: string }) {
  const memberQuery = useInfiniteQuery(memberList('staff'))
  const cached = memberQuery.data?.pages.flatMap(page => page.items).find(one => one.id === id)
  return <small className="log-dim">{cached?.account.name ?? t('aMember', { id: `…${id.slice(-6)}` })}</small>
}
