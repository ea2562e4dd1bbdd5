import { Button, Group, Text } from '@mantine/core'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { clock, dateOf, shortDay } from '../../i18n/time.ts'
import type { Refusal } from './refusal.ts'

interface Props {
  refusal: Refusal
  date: string
  /** Take the free time that the server named. */
  onTake?: ((startsAt: string) => void) | undefined
  overbook?: (() => void) | undefined
}

/** Why the server refused, and the ways out of it. */
export function RefusalNote({ refusal, date, onTake, overbook }: Props) {
  const { reason, nextFree, problem } = refusal
  const time = nextFree && (dateOf(nextFree) === date ? clock(nextFree) : `${shortDay(nextFree)} ${clock(nextFree)}`)
  return (
    <div>
      <Text fw={600} c="var(--danger)">
        {reason}
      </Text>
      {(time || overbook) && (
        <Group gap="xs" mt={8}>
          {time && onTake && (
            <Button size="compact-sm" onClick={() => onTake(nextFree)}>
              {t('useTime', { time })}
            </Button>
          )}
          {overbook && refusal.overbookable && (
            <Button size="compact-sm" variant="default" onClick={overbook}>
              {t('overbookHere')}
            </Button>
          )}
        </Group>
      )}
      {problem.requestId && problem.status >= 500 && (
        <Text size="xs" c="dimmed" mt={6}>
          {common('requestId', { id: problem.requestId })}
        </Text>
      )}
    </div>
  )
}
