import { Alert, Button, SegmentedControl, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { t } from '../../i18n/import.ts'
import { ruleText } from '../../i18n/patient-fields.ts'
import { EmptyState } from '../../parts/query-states.tsx'
import type { Run } from './import-run.ts'
import { targetLabel } from './MapColumns.tsx'
import { type Trouble, troublesOf } from './row-input.ts'

/** Rows shown at once. */
const shownAtOnce = 50

/** The third step: every row as it will be sent, its problems named by row and column, to be mended in place. */
export function Check({ run, set }: { run: Run; set: (run: Run) => Promise<void> }) {
  const troubles = useMemo(() => {
    const found = new Map<number, Trouble[]>()
    run.rows.forEach((cells, i) => {
      const wrong = troublesOf(cells, run)
      if (wrong.length > 0) found.set(i, wrong)
    })
    return found
  }, [run])
  // The rows that had a problem at first stay on top while they are mended, so that nothing jumps under the cursor.
  const [first] = useState(() => [...troubles.keys()])
  const [which, setWhich] = useState<'problems' | 'all'>(first.length > 0 ? 'problems' : 'all')
  const [upTo, setUpTo] = useState(shownAtOnce)
  const order = which === 'problems' ? first : run.rows.map((_, i) => i)
  const good = run.rows.length - troubles.size

  const edit = (row: number, column: number, cell: string) => {
    if (run.rows[row]?.[column] === cell) return
    const rows = run.rows.map((cells, i) => (i === row ? cells.map((old, j) => (j === column ? cell : old)) : cells))
    void set({ ...run, rows })
  }

  return (
    <>
      <Alert
        color={troubles.size > 0 ? 'yellow' : 'teal'}
        variant="light"
        mb="md"
        role="status"
        className="import-verdict"
      >
        <strong>{t('ready', { count: good })}</strong>{' '}
        {troubles.size > 0 && t('withProblems', { count: troubles.size })}
      </Alert>
      <div className="import-bar">
        <SegmentedControl
          aria-label={t('whichRows')}
          value={which}
          onChange={value => {
            setWhich(value === 'all' ? 'all' : 'problems')
            setUpTo(shownAtOnce)
          }}
          data={[
            { value: 'problems', label: t('problemRows', { count: first.length }) },
            { value: 'all', label: t('allRows', { count: run.rows.length }) },
          ]}
        />
        <Text c="dimmed">{t('editHelp')}</Text>
      </div>
      {order.length === 0 ? (
        <EmptyState title={t('noProblems')} />
      ) : (
        <div className="import-scroll">
          <table className="import-rows">
            <thead>
              <tr>
                <th scope="col">{t('row')}</th>
                <th scope="col">{t('problems')}</th>
                {run.headers.map((header, i) =>
                  run.mapping[i] ? (
                    <th scope="col" key={`${header}-${String(i)}`}>
                      {targetLabel(run.mapping[i])}
                    </th>
                  ) : null,
                )}
              </tr>
            </thead>
            <tbody>
              {order.slice(0, upTo).map(i => (
                <Row key={i} run={run} row={i} troubles={troubles.get(i) ?? []} edit={edit} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {order.length > upTo && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setUpTo(upTo + shownAtOnce * 2)}>
          {t('moreRows', { count: order.length - upTo })}
        </Button>
      )}
      <div className="import-foot">
        <Button onClick={() => void set({ ...run, step: 'sending' })}>{t('start', { count: good })}</Button>
        <Button variant="subtle" color="gray" onClick={() => void set({ ...run, step: 'columns' })}>
          {t('backToColumns')}
        </Button>
        {troubles.size > 0 && <Text c="dimmed">{t('startHelp')}</Text>}
      </div>
    </>
  )
}

interface RowProps {
  run: Run
  row: number
  troubles: Trouble[]
  edit: (row: number, column: number, cell: string) => void
}

function Row({ run, row, troubles, edit }: RowProps) {
  const cells = run.rows[row] ?? []
  return (
    <tr>
      <th scope="row">{row + 2}</th>
      <td className="import-problems">
        {troubles.map(({ column, path, rule }) => (
          <span key={`${path} ${rule}`}>
            <b>{run.mapping[column] ? targetLabel(run.mapping[column]) : path}</b>: {ruleText(rule)}
          </span>
        ))}
      </td>
      {cells.map((cell, column) => {
        const target = run.mapping[column]
        if (!target) return null
        const wrong = troubles.some(one => one.column === column)
        return (
          <td key={target}>
            <input
              // A cell mended elsewhere shows its new text.
              key={cell}
              defaultValue={cell}
              size={Math.min(28, Math.max(8, cell.length))}
              aria-label={t('cell', { row: row + 2, column: targetLabel(target) })}
              aria-invalid={wrong}
              onBlur={event => edit(row, column, event.currentTarget.value)}
              onKeyDown={event => {
                if (event.key === 'Enter') event.currentTarget.blur()
              }}
            />
          </td>
        )
      })}
    </tr>
  )
}
