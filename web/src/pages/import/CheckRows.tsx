import { Alert, Button, SegmentedControl, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { t } from '../../i18n/import.ts'
import { ruleText } from '../../i18n/patient-fields.ts'
import { EmptyState } from '../../parts/query-states.tsx'
import { readBack } from './DateOrders.tsx'
import { dateColumns, type Run } from './import-run.ts'
import { targetLabel } from './MapColumns.tsx'
import { type CellProblem, cellProblems } from './row-input.ts'

/** Rows shown at once. */
const pageSize = 50

/** The third step: every row that is still to be sent, its problems named by row and column and corrected in place. */
export function CheckRows({ run, set }: { run: Run; set: (run: Run) => Promise<void> }) {
  const problems = useMemo(() => {
    const problemsByRow = new Map<number, CellProblem[]>()
    run.rows.forEach((cells, i) => {
      if (run.verdicts[i]) return
      const messages = cellProblems(cells, run)
      if (messages.length > 0) problemsByRow.set(i, messages)
    })
    return problemsByRow
  }, [run])
  // Rows that had a problem at first stay on top while they are corrected, so that no row moves under the cursor.
  const [first] = useState(() => [...problems.keys()])
  const [rowFilter, setRowFilter] = useState<'problems' | 'all'>(first.length > 0 ? 'problems' : 'all')
  const [shownCount, setShownCount] = useState(pageSize)
  const unsent = run.rows.flatMap((_, i) => (run.verdicts[i] ? [] : [i]))
  const order = rowFilter === 'problems' ? first : unsent
  const ready = unsent.length - problems.size
  const hasExtra = run.rows.some(cells => cells.length > run.headers.length)

  const edit = (row: number, column: number, cell: string) => {
    if (run.rows[row]?.[column] === cell) return
    const rows = run.rows.map((cells, i) => (i === row ? cells.map((old, j) => (j === column ? cell : old)) : cells))
    void set({ ...run, rows })
  }

  return (
    <>
      <Alert
        color={problems.size > 0 ? 'yellow' : 'teal'}
        variant="light"
        mb="md"
        role="status"
        className="import-verdict"
      >
        <strong>{t('ready', { count: ready })}</strong>{' '}
        {problems.size > 0 && t('withProblems', { count: problems.size })}
      </Alert>
      <div className="import-bar">
        <SegmentedControl
          aria-label={t('whichRows')}
          value={rowFilter}
          onChange={value => {
            setRowFilter(value === 'all' ? 'all' : 'problems')
            setShownCount(pageSize)
          }}
          data={[
            { value: 'problems', label: t('problemRows', { count: first.length }) },
            { value: 'all', label: t('allRows', { count: unsent.length }) },
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
                {hasExtra && <th scope="col">{t('extra')}</th>}
              </tr>
            </thead>
            <tbody>
              {order.slice(0, shownCount).map(i => (
                <Row key={i} run={run} row={i} problems={problems.get(i) ?? []} edit={edit} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {order.length > shownCount && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setShownCount(shownCount + pageSize * 2)}>
          {t('moreRows', { count: order.length - shownCount })}
        </Button>
      )}
      <div className="import-foot">
        <Button onClick={() => void set({ ...run, step: 'sending' })}>{t('start', { count: ready })}</Button>
        <Button variant="subtle" color="gray" onClick={() => void set({ ...run, step: 'columns' })}>
          {t('backToColumns')}
        </Button>
        {problems.size > 0 && <Text c="dimmed">{t('startHelp')}</Text>}
      </div>
    </>
  )
}

interface RowProps {
  run: Run
  row: number
  problems: CellProblem[]
  edit: (row: number, column: number, cell: string) => void
}

function Row({ run, row, problems, edit }: RowProps) {
  const cells = run.rows[row] ?? []
  const line = run.lines[row] ?? 0
  const input = (cell: string, column: number, label: string) => (
    <input
      // A cell mended elsewhere shows its new text.
      key={cell}
      defaultValue={cell}
      size={Math.min(28, Math.max(8, cell.length))}
      aria-label={t('cell', { row: line, column: label })}
      aria-invalid={problems.some(one => one.column === column)}
      onBlur={event => edit(row, column, event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
  return (
    <tr>
      <th scope="row">{line}</th>
      <td className="import-problems">
        {problems.map(({ column, path, rule }) => (
          <span key={`${path} ${rule}`}>
            <b>{run.mapping[column] ? targetLabel(run.mapping[column]) : path || t('extra')}</b>: {ruleText(rule)}
          </span>
        ))}
      </td>
      {run.headers.map((_, column) => {
        const target = run.mapping[column]
        const cell = cells[column] ?? ''
        if (!target) return null
        return (
          <td key={target}>
            {input(cell, column, targetLabel(target))}
            {dateColumns(run).includes(column) && cell && (
              <span className="import-read">{readBack(cell, run.dateOrders[column])}</span>
            )}
          </td>
        )
      })}
      {cells.length > run.headers.length && (
        <td>
          {cells.slice(run.headers.length).map((cell, i) => (
            <span key={String(i)}>{input(cell, run.headers.length + i, t('extra'))}</span>
          ))}
        </td>
      )}
    </tr>
  )
}
