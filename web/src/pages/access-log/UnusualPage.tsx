import '../settings/settings.css'
import './access-log.css'
import { Alert, Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { type UnusualReading, unusualReading } from '../../api/access-log.ts'
import { t as log } from '../../i18n/access-log.ts'
import { t } from '../../i18n/restrictions.ts'
import { clock, today } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'

/** Reading of one day that an owner may want to ask about. The day stands in the address. */
export default function UnusualPage() {
  const [params, setParams] = useSearchParams()
  const date = params.get('date') ?? today()
  const unusual = useQuery(unusualReading(date))
  return (
    <>
      <PageHead title={t('unusual')} note={t('unusualNote')}>
        <Button component={Link} href="/access-log" variant="default">
          {t('backToLog')}
        </Button>
      </PageHead>
      <TextInput
        type="date"
        label={t('day')}
        value={date}
        max={today()}
        mb="sm"
        w={200}
        onChange={event => event.currentTarget.value && setParams({ date: event.currentTarget.value })}
      />
      <QueryContent query={unusual} rows={6}>
        {({ items, partial }) => (
          <>
            {partial && (
              <Alert color="yellow" variant="light" py={6} mb="sm" role="status">
                {t('partial')}
              </Alert>
            )}
            {items.length === 0 ? <EmptyState title={t('unusualEmpty')} /> : <Table items={items} />}
          </>
        )}
      </QueryContent>
    </>
  )
}

function Table({ items }: { items: UnusualReading[] }) {
  return (
    <table className="settings-table log-table">
      <thead>
        <tr>
          <th scope="col">{log('when')}</th>
          <th scope="col">{log('person')}</th>
          <th scope="col">{log('what')}</th>
          <th scope="col">{log('patients')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ kind, at, account, patients, count, reason }) => (
          <tr key={`${kind} ${at} ${account.id} ${patients[0]?.id}`}>
            <td className="log-when">
              <time dateTime={at}>{clock(at)}</time>
            </td>
            <th scope="row">{account.name}</th>
            <td data-name={log('what')}>
              {t(kind)}
              {reason && <small className="log-dim">“{reason}”</small>}
            </td>
            <td data-name={log('patients')}>
              {count === undefined
                ? patients.map(one => (
                    <Link key={one.id} href={`/patients/${one.id}`}>
                      {one.name}
                    </Link>
                  ))
                : t('manyCount', { count })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
