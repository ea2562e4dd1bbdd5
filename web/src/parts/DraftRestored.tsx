import { Button, Text } from '@mantine/core'
import { t } from '../i18n/common.ts'
import { clock, shortDay } from '../i18n/time.ts'

/** Says that a form holds what was typed earlier, and lets the person begin anew. `at`: since when, Unix milliseconds. */
export function DraftRestored({ at, discard }: { at: number | null; discard: () => void }) {
  if (!at) return null
  return (
    <Text size="xs" c="dimmed" component="div" role="status">
      {t('draftKept', { when: `${shortDay(at)}, ${clock(at)}` })}{' '}
      <Button size="compact-xs" variant="subtle" onClick={discard}>
        {t('discardDraft')}
      </Button>
    </Text>
  )
}
