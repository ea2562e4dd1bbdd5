import { Alert, Button, NativeSelect, SegmentedControl, Text, TextInput } from '@mantine/core'
import type { ImportedPlainField } from '../../../../workers/patient/patients/plain-fields/contract.ts'
import { t } from '../../i18n/import.ts'
import { fieldLabel } from '../../i18n/patient-fields.ts'
import { plainDate } from '../../i18n/time.ts'
import { dateOf, dateOrderOf } from './cell-values.ts'
import { isImportedPlainField, type Target, targets } from './fields.ts'
import type { Run } from './import-run.ts'

interface Step {
  run: Run
  set: (run: Run) => Promise<void>
}

function samplesOf(run: Run, column: number): string[] {
  const samples: string[] = []
  for (const row of run.rows) {
    const cell = row[column]
    if (cell && !samples.includes(cell)) samples.push(cell)
    if (samples.length === 3) break
  }
  return samples
}

/** The second step: which column is what. Matched by the headers; every guess can be changed. */
export function MapColumns({ run, set }: Step) {
  const assign = (column: number, value: string) => {
    const target = targets.find(one => one === value) ?? null
    // A field stands in one column: choosing it here takes it from where it was.
    const mapping = run.mapping.map((before, i) => (i === column ? target : before === target ? null : before))
    void set({ ...run, mapping })
  }
  const dateCells = run.mapping.flatMap((target, i) =>
    target === 'birthDate' || target === 'deceased.date' ? run.rows.map(row => row[i] ?? '') : [],
  )
  const dateOrder = dateOrderOf(dateCells)
  const sample = dateCells.find(cell => /^\s*\d{1,2}[\s/.-]\d{1,2}[\s/.-]\d{2,4}/.test(cell))
  const named = run.mapping.some(target => target?.startsWith('name.'))
  const unmatched = run.mapping.filter(target => target === null).length
  return (
    <div className="import-columns">
      {run.guessed && (
        <Alert color="yellow" variant="light" styles={{ title: { color: 'var(--warn)' } }} mb="md">
          {t('guessed')}
        </Alert>
      )}
      <table className="import-map">
        <thead>
          <tr>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('samples')}</th>
            <th scope="col">{t('field')}</th>
          </tr>
        </thead>
        <tbody>
          {run.headers.map((header, i) => (
            <tr key={`${header}-${String(i)}`}>
              <th scope="row">{header || t('noHeader', { number: i + 1 })}</th>
              <td>
                {samplesOf(run, i).map(sample => (
                  <span key={sample} className="import-sample">
                    {sample}
                  </span>
                ))}
              </td>
              <td>
                <NativeSelect
                  aria-label={t('fieldOf', { column: header })}
                  value={run.mapping[i] ?? ''}
                  data={[
                    { value: '', label: t('leaveOut') },
                    ...targets.map(target => ({ value: target, label: targetLabel(target) })),
                  ]}
                  onChange={event => assign(i, event.currentTarget.value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="import-options">
        <TextInput
          label={t('source')}
          description={t('sourceHelp')}
          value={run.source}
          maxLength={120}
          onChange={event => void set({ ...run, source: event.currentTarget.value })}
        />
        {(dateOrder === 'open' || dateOrder === 'day' || dateOrder === 'month') && (
          <div>
            <Text fw={500} id="date-order">
              {t('dateOrder')}
            </Text>
            <SegmentedControl
              aria-labelledby="date-order"
              value={run.monthFirst ? 'month' : 'day'}
              onChange={value => void set({ ...run, monthFirst: value === 'month' })}
              data={[
                { value: 'day', label: t('dayFirst') },
                { value: 'month', label: t('monthFirst') },
              ]}
            />
            {sample && (
              <Text size="xs" c="dimmed">
                {sample} → {dateReadBack(sample, run.monthFirst)} {dateOrder === 'open' ? t('dateOpen') : ''}
              </Text>
            )}
          </div>
        )}
      </div>
      {!named && (
        <Alert color="red" variant="light" mb="md" role="alert">
          {t('noName')}
        </Alert>
      )}
      <div className="import-foot">
        <Button
          onClick={() => {
            if (named && run.source.trim()) void set({ ...run, step: 'check' })
            else document.querySelector<HTMLElement>('.import-map select')?.focus()
          }}
        >
          {t('toCheck')}
        </Button>
        {unmatched > 0 && <Text c="dimmed">{t('unmatched', { count: unmatched })}</Text>}
      </div>
    </div>
  )
}

function dateReadBack(cell: string, monthFirst: boolean): string {
  const date = dateOf(cell, monthFirst)
  return /^\d{4}/.test(date) ? plainDate(date) : date
}

export function targetLabel(target: Target): string {
  if (isImportedPlainField(target)) return fieldLabel(target)
  return t(`to_${target.replace('.', '_') as TextKey}`)
}
type TextKey =
  Exclude<Target, ImportedPlainField> extends infer T ? (T extends `${infer A}.${infer B}` ? `${A}_${B}` : T) : never
