import { Alert, Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { asProblem, type Problem } from '../../api/problem.ts'
import { queries } from '../../api/query-client.ts'
import { type Entry, type ListPath, removeEntry } from '../../api/settings.ts'
import { t as common } from '../../i18n/common.ts'
import { problemText } from '../../i18n/problems.ts'
import { t } from '../../i18n/settings.ts'
import { toast } from '../../parts/toast.tsx'

interface Props {
  path: ListPath
  item: Entry
  name: string
  words: { help: string; inUse: string }
}

/** Asks once more: what is removed here cannot be brought back as it was. */
export function Remove({ path, item, name, words }: Props) {
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const remove = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await removeEntry(path, item)
      toast(t('removed', { name }))
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
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
        onClick={() => setAsked(true)}
      >
        {t('remove')}
      </Button>
      <Modal opened={asked} onClose={() => setAsked(false)} title={t('removeAsk', { name })}>
        <Text mb="md">{words.help}</Text>
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
        <Group>
          <Button color="red.9" loading={busy} onClick={remove}>
            {t('remove')}
          </Button>
          <Button variant="default" onClick={() => setAsked(false)}>
            {common('cancel')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
