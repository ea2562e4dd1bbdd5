import { Alert, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { t } from '../../i18n/import.ts'
import { LoadingState } from '../../parts/query-states.tsx'
import { maxRows, readSheet, type Sheet, Unreadable } from './read-file.ts'

const Drop = lazy(() => import('./DropZone.tsx'))

/** The first step: a file. */
export function ChooseFile({ onSheet }: { onSheet: (fileName: string, sheet: Sheet) => void }) {
  const [error, setError] = useState<Unreadable['reason'] | null>(null)
  const [reading, setReading] = useState(false)
  const read = async (file: File) => {
    setReading(true)
    setError(null)
    try {
      onSheet(file.name, await readSheet(file))
    } catch (caught) {
      setError(caught instanceof Unreadable ? caught.reason : 'not_text')
    } finally {
      setReading(false)
    }
  }
  return (
    <div className="import-choose">
      {error && (
        <Alert color="red" variant="light" role="alert" mb="md">
          {error === 'too_many' ? t('too_many', { count: maxRows }) : t(error)}
        </Alert>
      )}
      <Suspense fallback={<LoadingState rows={3} />}>
        <Drop reading={reading} onFile={file => void read(file)} onReject={() => setError('not_text')} />
      </Suspense>
      <Text c="dimmed" mt="md">
        {t('whatHappens')}
      </Text>
    </div>
  )
}
