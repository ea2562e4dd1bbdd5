import '../settings/settings.css'
import './access-log.css'
import { Button, SegmentedControl } from '@mantine/core'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import IconShield from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs'
import { useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { accessLogFile } from '../../api/access-log.ts'
import { t } from '../../i18n/access-log.ts'
import { t as restriction } from '../../i18n/restrictions.ts'
import { today } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { toastProblem } from '../../parts/toast.tsx'
import { Days } from './Days.tsx'
import { Entries } from './Entries.tsx'
import { Filters } from './Filters.tsx'
import { filterOfForm, formOfUrl, type LogFilterForm, urlOfForm } from './filter.ts'
import { Seal } from './Seal.tsx'
import { useProof } from './useProof.ts'
import { VerdictNote } from './VerdictNote.tsx'

/** The clinic's access log, for its owner: by days, or every entry. What is filtered, and how it is shown, stands in the address. */
export default function AccessLogPage() {
  const [params, setParams] = useSearchParams()
  const form = formOfUrl(params)
  const view = params.get('view') === 'entries' ? 'entries' : 'days'
  const urlOf = (part: Partial<LogFilterForm>, shown: string = view) => ({
    ...urlOfForm({ ...form, ...part }),
    ...(shown === 'entries' ? { view: shown } : {}),
  })
  const set = (part: Partial<LogFilterForm>) => setParams(urlOf(part), { replace: true })
  const filter = filterOfForm(form)
  const filtered = Object.values(form).some(value => value !== '')
  const { proof, running, begin, goOn, stop } = useProof()
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
          loading={running === 'youngest'}
          disabled={running === 'older'}
          onClick={begin}
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
      {proof && <VerdictNote proof={proof} running={running === 'older'} goOn={goOn} stop={stop} />}
      <Seal />
      <Filters form={form} set={set} clear={() => setParams(view === 'entries' ? { view } : {}, { replace: true })} />
      <SegmentedControl
        aria-label={t('view')}
        mb="sm"
        value={view}
        data={[
          { value: 'days', label: t('byDay') },
          { value: 'entries', label: t('everyEntry') },
        ]}
        onChange={shown => setParams(urlOf({}, shown), { replace: true })}
      />
      {view === 'entries' ? (
        <Entries filter={filter} filtered={filtered} set={set} />
      ) : (
        <Days
          filter={filter}
          filtered={filtered}
          set={set}
          entriesOf={part => `/access-log?${new URLSearchParams(urlOf(part, 'entries'))}`}
        />
      )}
    </>
  )
}
