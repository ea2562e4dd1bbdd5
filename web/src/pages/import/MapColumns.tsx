import { Alert, Button, NativeSelect, Text, TextInput } from '@mantine/core'
import type { ImportedPlainField } from '../../../../workers/patient/patients/plain-fields/contract.ts'
import { t } from '../../i18n/import.ts'
import { fieldLabel } from '../../i18n/patient-fields.ts'
import type { DateOrder } from './cell-values.ts'
import { DateOrders } from './DateOrders.tsx'
import { isImportedPlainField, type Target, targets } from './fields.ts'
import { dateColumns, dateOrdersOf, type Run, readingOf } from './import-run.ts'
import { headerCandidates } from './sheet/find-header.ts'
import { rowsOf, withHeader } from './sheet/read-file.ts'

interface Step {
  run: Run
  set: (run: Run) => Promise<void>
  /** The order in which the clinic's country writes dates. */
  usual: DateOrder
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
export function MapColumns({ run, set, usual }: Step) {
  const assign = (column: number, value: string) => {
    const target = targets.find(one => one === value) ?? null
    // A field stands in one column: choosing it here takes it from where it was.
    const mapping = run.mapping.map((before, i) => (i === column ? target : before === target ? null : before))
    void set({ ...run, mapping, dateOrders: dateOrdersOf({ ...run, mapping }, usual) })
  }
  const rows = rowsOf(run)
  const chooseHeader = (at: number) => {
    const sheet = withHeader(rows, at)
    void set({ ...run, ...sheet, ...readingOf(sheet, usual) })
  }
  const undecided = dateColumns(run).some(column => run.dateOrders[column] === undefined)
  const named = run.mapping.some(target => target?.startsWith('name.'))
  const unmatched = run.mapping.filter(target => target === null).length
  return (
    <div className="import-columns">
      {run.guessed && (
        <Alert color="yellow" variant="light" styles={{ title: { color: 'var(--warn)' } }} mb="md">
          {t('guessed')}
        </Alert>
      )}
      <NativeSelect
        className="import-header"
        label={t('headerRow')}
        description={run.above.length > 0 ? t('above', { count: run.above.length }) : undefined}
        value={String(run.above.length)}
        data={rows.slice(0, Math.min(headerCandidates, rows.length - 1)).map(({ cells, line }, i) => ({
          value: String(i),
          label: `${t('line', { line })} ${cells.filter(Boolean).join(' · ').slice(0, 80)}`,
        }))}
        onChange={event => chooseHeader(Number(event.currentTarget.value))}
      />
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
        <DateOrders run={run} set={set} />
      </div>
      {run.mapping.some(target => target && parents.includes(target)) && <Text c="dimmed">{t('parents')}</Text>}
      {!named && (
        <Alert color="red" variant="light" mb="md" role="alert">
          {t('noName')}
        </Alert>
      )}
      {undecided && (
        <Alert color="red" variant="light" mb="md">
          {t('dateUndecided')}
        </Alert>
      )}
      <div className="import-foot">
        <Button
          onClick={() => {
            if (named && run.source.trim() && !undecided) void set({ ...run, step: 'check' })
            else document.querySelector<HTMLElement>(undecided ? '[role=alert] input' : '.import-map select')?.focus()
          }}
        >
          {t('toCheck')}
        </Button>
        {unmatched > 0 && <Text c="dimmed">{t('unmatched', { count: unmatched })}</Text>}
      </div>
    </div>
  )
}

const parents: readonly Target[] = ['mother.name', 'father.name', 'parent.name']

export function targetLabel(target: Target): string {
  if (isImportedPlainField(target)) return fieldLabel(target)
  return t(`to_${target.replace('.', '_') as TextKey}`)
}
type TextKey =
  Exclude<Target, ImportedPlainField> extends infer T ? (T extends `${infer A}.${infer B}` ? `${A}_${B}` : T) : never
