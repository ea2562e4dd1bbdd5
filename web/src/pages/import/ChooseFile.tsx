import { Alert, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { t } from '../../i18n/import.ts'
import { LoadingState } from '../../parts/query-states.tsx'
import { QuoteMarks } from './QuoteMarks.tsx'
import { maxRows, type ReadFile, readFile, type Sheet, sheetOf, Unreadable } from './sheet/read-file.ts'

const Drop = lazy(() => import('./DropZone.tsx'))

interface Chosen extends ReadFile {
  name: string
}

/** The first step: a file, and where its quotation marks are broken, how they are read. */
export function ChooseFile({ onSheet }: { onSheet: (fileName: string, sheet: Sheet, guessed: boolean) => void }) {
  const [error, setError] = useState<Unreadable['reason'] | null>(null)
  const [reading, setReading] = useState(false)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const guarded = async (operation: () => Promise<void> | void) => {
    setReading(true)
    setError(null)
    try {
      await operation()
    } catch (caught) {
      setChosen(null)
      setError(caught instanceof Unreadable ? caught.reason : 'not_text')
    } finally {
      setReading(false)
    }
  }
  const take = ({ name, text, guessed }: Chosen, marks: 'rules' | 'plain') =>
    guarded(() => onSheet(name, sheetOf(text, marks), guessed))
  const read = (file: File) =>
    guarded(async () => {
      const found = { name: file.name, ...(await readFile(file)) }
      if (found.problems.length > 0) setChosen(found)
      else onSheet(found.name, sheetOf(found.text, 'rules'), found.guessed)
    })
  return (
    <div className="import-choose">
      {error && (
        <Alert color="red" variant="light" role="alert" mb="md">
          {error === 'too_many' ? t('too_many', { count: maxRows }) : t(error)}
        </Alert>
      )}
      {chosen ? (
        <QuoteMarks
          problems={chosen.problems}
          onRead={marks => void take(chosen, marks)}
          onOther={() => setChosen(null)}
        />
      ) : (
        <Suspense fallback={<LoadingState rows={3} />}>
          <Drop reading={reading} onFile={file => void read(file)} onReject={() => setError('not_text')} />
        </Suspense>
      )}
      <Text c="dimmed" mt="md">
        {t('whatHappens')}
      </Text>
    </div>
  )
}
