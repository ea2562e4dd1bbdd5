import { Alert, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { t } from '../../i18n/import.ts'
import { LoadingState } from '../../parts/query-states.tsx'
import { mostRows, readSheet, type Sheet, Unreadable } from './read-file.ts'

const Drop = lazy(() => import('./DropZone.tsx'))

/** The first step: a file. */
export function Choose({ begin }: { begin: (fileName: string, sheet: Sheet) => void }) {
  const [error, setError] = useState<Unreadable['why'] | null>(null)
  const [busy, setBusy] = useState(false)
  const read = async (file: File) => {
    setBusy(true)
    setError(null)
    try {
      begin(file.name, await readSheet(file))
    } catch (caught) {
      setError(caught instanceof Unreadable ? caught.why : 'not_text')
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="import-choose">
      {error && (
        <Alert color="red" variant="light" role="alert" mb="md">
          {error === 'too_many' ? t('too_many', { count: mostRows }) : t(error)}
        </Alert>
      )}
      <Suspense fallback={<LoadingState rows={3} />}>
        <Drop busy={busy} take={file => void read(file)} refuse={() => setError('not_text')} />
      </Suspense>
      <Text c="dimmed" mt="md">
        {t('whatHappens')}
      </Text>
    </div>
  )
}
