import { SegmentedControl, Text } from '@mantine/core'
import { t } from '../../i18n/import.ts'
import { plainDate } from '../../i18n/time.ts'
import { type DateOrder, dateOf, dateOrderOf } from './cell-values.ts'
import { cellsOf, dateColumns, type Run } from './import-run.ts'

/** Dates that are shown as they are read. */
const shown = 3

/** In which order each column of dates is read: chosen once for the whole column, with some of its dates as they are read then. */
export function DateOrders({ run, set }: { run: Run; set: (run: Run) => Promise<void> }) {
  return dateColumns(run).map(column => {
    const cells = [
      ...new Set(cellsOf(run, column).filter(cell => /^\s*\d{1,2}[\s/.-]+\d{1,2}[\s/.-]+\d{2,4}/.test(cell))),
    ]
    const said = dateOrderOf(cells)
    if (said === 'none') return null
    const order = run.dateOrders[column]
    const id = `date-order-${String(column)}`
    const samples = [
      ...cells.filter(cell => said === 'both' && readBack(cell, 'day') !== readBack(cell, 'month')),
      ...cells,
    ]
    return (
      <div key={column} role={order ? undefined : 'alert'}>
        <Text fw={500} id={id}>
          {t('dateOrder', { column: run.headers[column] ?? '' })}
        </Text>
        {said === 'both' && (
          <Text size="sm" className="import-warning">
            {t('dateBoth')}
          </Text>
        )}
        <SegmentedControl
          aria-labelledby={id}
          // Nothing is chosen where the column contradicts itself.
          value={order ?? ''}
          onChange={value =>
            void set({ ...run, dateOrders: { ...run.dateOrders, [column]: value === 'month' ? 'month' : 'day' } })
          }
          data={[
            { value: 'day', label: t('dayFirst') },
            { value: 'month', label: t('monthFirst') },
          ]}
        />
        {order && (
          <Text size="xs" c="dimmed">
            {[...new Set(samples)].slice(0, shown).map(cell => (
              <span key={cell} className="import-sample">
                {cell} → {readBack(cell, order) || t('dateUnread')}
              </span>
            ))}
            {said === 'open' ? t('dateOpen') : ''}
          </Text>
        )}
      </div>
    )
  })
}

/** How a cell is read, in words; empty where it is no date in this order. */
export function readBack(cell: string, order: DateOrder | undefined): string {
  const date = dateOf(cell, order)
  return /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(date) ? plainDate(date) : ''
}
