import { Alert, Button, Text } from '@mantine/core'
import { useState } from 'react'
import { asProblem, type Problem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { type Entry, type ListPath, removeEntry } from '../../api/settings.ts'
import { t as common } from '../../i18n/common.ts'
import { problemText } from '../../i18n/problems.ts'
import { t } from '../../i18n/settings.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { toast } from '../../parts/toast.tsx'

interface Props {
  path: ListPath
  item: Entry
  name: string
  words: { help: string; inUse: string }
}

/** Asks once more: what is removed here cannot be brought back as it was. */
export function RemoveEntry({ path, item, name, words }: Props) {
  const [confirming, setConfirming] = useState(false)
  const [removing, setRemoving] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const remove = async () => {
    setRemoving(true)
    setProblem(null)
    try {
      await removeEntry(path, item)
      toast(t('removed', { name }))
    } catch (error) {
      setProblem(asProblem(error))
      setRemoving(false)
      void queries.invalidateQueries({ queryKey: ['settings', path] })
    }
  }
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-label={t('removeOf', { name })}
        onClick={() => setConfirming(true)}
      >
        {t('remove')}
      </Button>
      <ConfirmDialog
        opened={confirming}
        title={t('removeAsk', { name })}
        text={words.help}
        yes={t('remove')}
        pending={removing}
        onYes={remove}
        onClose={() => setConfirming(false)}
      >
        {problem && (
          <Alert
            color="red"
            variant="light"
            role="alert"
            mb="md"
            title={problem.code === 'in_use' ? words.inUse : problemText(problem)}
          >
            {problem.requestId && <Text size="xs">{common('requestId', { id: problem.requestId })}</Text>}
          </Alert>
        )}
      </ConfirmDialog>
    </>
  )
}
