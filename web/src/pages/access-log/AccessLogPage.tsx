import '../settings/settings.css'
import './access-log.css'
import { Button } from '@mantine/core'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import IconShield from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { accessLog, accessLogFile, verifyLog } from '../../api/access-log.ts'
import { t } from '../../i18n/access-log.ts'
import { t as restriction } from '../../i18n/restrictions.ts'
import { today } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'
import { toastProblem } from '../../parts/toast.tsx'
import { Entries } from './Entries.tsx'
import { Filters } from './Filters.tsx'
import { filterOfForm, formOfUrl, type LogFilterForm, urlOfForm } from './filter.ts'
import { VerdictNote } from './VerdictNote.tsx'

/** The clinic's access log, for its owner. What is filtered stands in the address. */
export default function AccessLogPage() {
  const [params, setParams] = useSearchParams()
  const form = formOfUrl(params)
  const set = (part: Partial<LogFilterForm>) => setParams(urlOfForm({ ...form, ...part }), { replace: true })
  const filter = filterOfForm(form)
  const log = useInfiniteQuery(accessLog(filter))
  const items = log.data?.pages.flatMap(page => page.items)
  const verify = useMutation({ mutationFn: verifyLog, onError: error => toastProblem(error) })
  const [loading, setLoading] = useState(false)
  const download = async () => {
    setLoading(true)
    try {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await accessLogFile(filter))
      link.download = `access-log-${today()}.csv`
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (error) {
      toastProblem(error)
    } finally {
      setLoading(false)
    }
  }
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        <Button component={Link} href="/access-log/unusual" variant="default">
          {restriction('unusual')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconShield size={16} aria-hidden />}
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {t('check')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={loading}
          onClick={download}
        >
          {t('csv')}
        </Button>
      </PageHead>
      {verify.data && <VerdictNote verdict={verify.data} />}
      <Filters form={form} set={set} clear={() => setParams({}, { replace: true })} />
      {items === undefined ? (
        log.isError ? (
          <FailedState error={log.error} retry={() => log.refetch()} />
        ) : (
          <LoadingState rows={10} />
        )
      ) : items.length === 0 ? (
        <EmptyState title={t(params.size > 0 ? 'emptyFiltered' : 'empty')} />
      ) : (
        <Entries items={items} set={set} />
      )}
      {log.hasNextPage && (
        <Button variant="default" mt="sm" loading={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
