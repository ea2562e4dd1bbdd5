import { Button, Text } from '@mantine/core'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import { Link } from 'wouter'
import { escapeCell } from '../../../../workers/shared/csv.ts'
import { t } from '../../i18n/import.ts'
import { ruleText } from '../../i18n/patient-fields.ts'
import { type Run, type Verdict, verdictCounts, withoutRejected } from './import-run.ts'
import { targetLabel } from './MapColumns.tsx'
import { columnOf } from './row-input.ts'

function rejectionReason(run: Run, row: number): string {
  const verdict: Verdict | undefined = run.verdicts[row]
  return (verdict?.fields ?? [])
    .map(({ path, rule }) => {
      const target = run.mapping[columnOf(path, run.mapping, run.rows[row])]
      return `${target ? targetLabel(target) : path || t('extra')}: ${ruleText(rule)}`
    })
    .join(' ')
}

/** The rejected rows as they were, with why behind them; a cell that a spreadsheet would run is written as text. */
async function download(run: Run, rejected: number[]): Promise<void> {
  const { default: papa } = await import('papaparse')
  // The reason stands behind the widest row, so that cells too many stay where they were.
  const width = Math.max(run.headers.length, ...rejected.map(i => run.rows[i]?.length ?? 0))
  const padded = (cells: string[]) => Array.from({ length: width }, (_, i) => cells[i] ?? '')
  const rows = rejected.map(i => [...padded(run.rows[i] ?? []), rejectionReason(run, i)].map(escapeCell))
  const csv = papa.unparse(
    { fields: [...padded(run.headers), t('whyColumn')].map(escapeCell), data: rows },
    { newline: '\r\n' },
  )
  const link = document.createElement('a')
  // With a BOM, so that spreadsheets read accents as they are.
  link.href = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }))
  link.download = run.fileName.replace(/(\.[^.]+)?$/, `-${t('rejectedName')}.csv`)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** The last step: what became of every row. */
export function Result({ run, set }: { run: Run; set: (run: Run | null) => Promise<void> }) {
  const counts = verdictCounts(run)
  const rejected = run.rows.flatMap((_, i) => (run.verdicts[i]?.verdict === 'rejected' ? [i] : []))
  return (
    <>
      <h2 className="import-h">{t('resultTitle')}</h2>
      <dl className="import-figures">
        <div>
          <dt>{t('created')}</dt>
          <dd>{counts.created}</dd>
        </div>
        <div>
          <dt>{t('known')}</dt>
          <dd>{counts.known}</dd>
        </div>
        <div data-bad={rejected.length > 0}>
          <dt>{t('rejected')}</dt>
          <dd>{counts.rejected}</dd>
        </div>
      </dl>
      <Text c="dimmed" mb="md">
        {t('sum', { ...counts, total: run.rows.length })}
      </Text>
      {rejected.length > 0 && (
        <>
          <div className="import-bar">
            <Text fw={600}>{t('rejectedTitle')}</Text>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => void download(run, rejected)}
            >
              {t('download')}
            </Button>
            <Button variant="subtle" onClick={() => void set(withoutRejected(run))}>
              {t('mend')}
            </Button>
          </div>
          <ul className="import-rejected">
            {rejected.slice(0, 100).map(i => (
              <li key={i}>
                <b>{t('line', { line: run.lines[i] ?? 0 })}</b> {nameOf(run, i)}
                <span>{rejectionReason(run, i)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="import-foot">
        <Button component={Link} href="/patients">
          {t('toPatients')}
        </Button>
        <Button variant="default" onClick={() => void set(null)}>
          {t('otherFile')}
        </Button>
      </div>
    </>
  )
}

function nameOf(run: Run, row: number): string {
  return run.mapping.flatMap((target, i) => (target?.startsWith('name.') ? [run.rows[row]?.[i] ?? ''] : [])).join(' ')
}
