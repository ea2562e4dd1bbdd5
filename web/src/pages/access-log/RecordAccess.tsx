import './access-log.css'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { accessOf } from '../../api/access-log.ts'
import { actionWord } from '../../i18n/access-actions.ts'
import { t } from '../../i18n/access-log.ts'
import { t as common } from '../../i18n/common.ts'
import { t as restriction } from '../../i18n/restrictions.ts'
import { clock, longDate } from '../../i18n/time.ts'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'
import { useSession } from '../../session/session.ts'
import { byDay, type PersonActivity } from './access-days.ts'

/** Accesses to one patient's record: day by day, one line for each person. */
export function RecordAccess({ patientId, name }: { patientId: string; name: string }) {
  const accessQuery = useInfiniteQuery(accessOf(patientId))
  const items = accessQuery.data?.pages.flatMap(page => page.items)
  if (items === undefined)
    return accessQuery.isError ? (
      <FailedState error={accessQuery.error} retry={() => accessQuery.refetch()} />
    ) : (
      <LoadingState rows={8} />
    )
  if (items.length === 0) return <EmptyState title={t('openedEmpty')} />
  return (
    <div className="opened">
      {byDay(items).map(({ date, activities: doings }) => (
        <section key={date} aria-label={longDate(date)}>
          <h2>{longDate(date)}</h2>
          <ul>
            {doings.map(activity => (
              <AccessLine key={`${activity.by.id} ${activity.behalf}`} activity={activity} name={name} />
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

function AccessLine({ activity, name }: { activity: PersonActivity; name: string }) {
  const { by, roles, behalf, withReason, from, to, actions: actionsText } = activity
  const me = useSession().account.id === by.id
  const [first, last] = [clock(from), clock(to)]
  return (
    <li>
      <time dateTime={to}>{first === last ? last : `${first}–${last}`}</time>
      <div>
        <p>
          <strong>{me ? t('you') : by.name || t('system')}</strong>{' '}
          <small>
            {[
              roles.map(role => common(role)).join(', '),
              behalf && t('behalf', { name }),
              withReason && restriction('withReason'),
            ]
              .filter(Boolean)
              .join(', ')}
          </small>
        </p>
        <p>
          {actionsText
            .map(({ action, refused, count }) => {
              const word = refused ? t('tried', { what: actionWord(action) }) : actionWord(action)
              return count > 1 ? t('times', { what: word, count }) : word
            })
            .join(' · ')}
        </p>
      </div>
    </li>
  )
}
