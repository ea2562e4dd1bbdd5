import './import.css'
import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { isMonthFirst } from '../../../../workers/shared/country/habits.ts'
import { t } from '../../i18n/import.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { LoadingState } from '../../parts/query-states.tsx'
import { useMembership } from '../../session/session.ts'
import { CheckRows } from './CheckRows.tsx'
import { ChooseFile } from './ChooseFile.tsx'
import { readingOf, sourceOf } from './import-run.ts'
import { MapColumns } from './MapColumns.tsx'
import { Result } from './Result.tsx'
import { useImportRun } from './run-store.ts'
import { Sending } from './Sending.tsx'
import type { Sheet } from './sheet/read-file.ts'

const steps = ['file', 'columns', 'check', 'sending', 'done'] as const

/** Patients from a spreadsheet. The run is kept in this browser: a reload goes on where it stopped. */
export default function ImportPage() {
  const { country } = useMembership()
  const { run, set, latest } = useImportRun()
  const step = run?.step
  // A new step is a new page to whoever reads it: begin at its top.
  useEffect(() => {
    if (step) document.getElementById('page')?.scrollTo(0, 0)
  }, [step])
  if (run === undefined) return <LoadingState />

  const usual = isMonthFirst(country) ? 'month' : 'day'
  const begin = (fileName: string, sheet: Sheet, guessed: boolean) => {
    void set({
      ...sheet,
      ...readingOf(sheet, usual),
      importId: `imp-${crypto.randomUUID()}`,
      source: sourceOf(fileName),
      fileName,
      guessed,
      country,
      step: 'columns',
      verdicts: {},
    })
  }

  const at = run ? steps.indexOf(run.step) : 0
  return (
    <>
      <PageHead
        title={t('title')}
        note={run ? `${run.fileName} · ${t('rows', { count: run.rows.length })}` : t('intro')}
      >
        {run && run.step !== 'sending' && (
          <Button variant="subtle" color="gray" onClick={() => void set(null)}>
            {t('otherFile')}
          </Button>
        )}
        <Button component={Link} href="/patients" variant="subtle" color="gray">
          {t('toPatients')}
        </Button>
      </PageHead>
      <ol className="import-steps">
        {steps.map((step, i) => (
          <li key={step} aria-current={i === at ? 'step' : undefined} data-done={i < at}>
            {t(`step_${step}`)}
          </li>
        ))}
      </ol>
      {!run && <ChooseFile onSheet={begin} />}
      {run?.step === 'columns' && <MapColumns run={run} set={set} usual={usual} />}
      {run?.step === 'check' && <CheckRows run={run} set={set} />}
      {run?.step === 'sending' && <Sending run={run} set={set} latest={latest} />}
      {run?.step === 'done' && <Result run={run} set={set} />}
    </>
  )
}
