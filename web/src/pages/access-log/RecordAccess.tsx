import './access-log.css'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type AccessPerson, accessOf } from '../../api/access-log.ts'
import { t } from '../../i18n/access-log.ts'
import { t as common } from '../../i18n/common.ts'
import { t as restriction } from '../../i18n/restrictions.ts'
import { longDate } from '../../i18n/time.ts'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'
import { useSession } from '../../session/session.ts'
import { actionsText, timesText } from './actions-text.ts'

/** Accesses to one patient's record: day by day, one line for each person. */
export function RecordAccess({ patientId, name }: { patientId: string; name: string }) {
  const accessQuery = useInfiniteQuery(accessOf(patientId))
  const days = accessQuery.data?.pages.flatMap(page => page.items)
  if (days === undefined)
    return accessQuery.isError ? (
      <FailedState error={accessQuery.error} retry={() => accessQuery.refetch()} />
    ) : (
      <LoadingState rows={8} />
    )
  if (days.length === 0) return <EmptyState title={t('openedEmpty')} />
  return (
    <div className="opened">
      {days.map(({ date, people }) => (
        <section key={date} aria-label={longDate(date)}>
          <h2>{longDate(date)}</h2>
          <ul>
            {people.map(person => (
              <AccessLine key={`${person.by.id} ${person.for}`} person={person} name={name} />
            ))}
          </ul>
        </section>
      ))}
      {accessQuery.hasNextPage && (
        <Button variant="default" loading={accessQuery.isFetchingNextPage} onClick={() => accessQuery.fetchNextPage()}>
          {t('olderDays')}
        </Button>
      )}
    </div>
  )
}

function AccessLine({ person, name }: { person: AccessPerson; name: string }) {
  const { by, roles, last, withReason, reasons = [], actions } = person
  const me = useSession().account.id === by.id
  const facts = [
    roles.map(role => common(role)).join(', '),
    person.for && t('behalf', { name }),
    withReason && reasons.length === 0 && restriction('withReason'),
  ]
  return (
    <li>
      <time dateTime={last}>{timesText(person)}</time>
      <div>
        <p>
          <strong>{me ? t('you') : by.name || t('system')}</strong> <small>{facts.filter(Boolean).join(', ')}</small>
        </p>
        <p>{actionsText(actions)}</p>
        {reasons.map(reason => (
          <p key={reason}>{t('why', { reason })}</p>
        ))}
      </div>
    </li>
  )
}
