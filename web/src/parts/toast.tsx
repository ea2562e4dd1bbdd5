import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { asProblem } from '../api/problem.ts'
import { t } from '../i18n/common.ts'
import { problemText } from '../i18n/problems.ts'

/** Short words in the corner, spoken by screen readers. */
export function toast(message: string): void {
  notifications.show({ message, autoClose: 4_000, withBorder: true })
}

/** A refusal that belongs to no field: stays until it is closed. */
export function toastProblem(error: unknown, prefix?: string): void {
  const problem = asProblem(error)
  const text = problemText(problem)
  notifications.show({
    message: prefix ? `${prefix}: ${text}` : text,
    color: 'red',
    autoClose: 12_000,
    withBorder: true,
  })
}

/** What was refused or never answered, and stays until it is closed or tried once more. */
export function retryable(message: string, retry: () => Promise<unknown>): void {
  const id = crypto.randomUUID()
  const hideAndRetry = () => {
    notifications.hide(id)
    void retry()
  }
  notifications.show({
    id,
    color: 'red',
    autoClose: false,
    withBorder: true,
    role: 'alert',
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        <Button size="compact-sm" variant="light" color="red" style={{ flex: 'none' }} onClick={hideAndRetry}>
          {t('retry')}
        </Button>
      </Group>
    ),
  })
}

/**
 * What was done, with eight seconds to take it back. `undo` is a compensating action: where it fails, the person is told so.
 */
export function undoable(message: string, undo: () => Promise<unknown>): void {
  const id = crypto.randomUUID()
  const undoAndReport = async () => {
    notifications.hide(id)
    try {
      await undo()
      toast(t('undone'))
    } catch (error) {
      notifications.show({
        message: t('undoFailed', { reason: problemText(asProblem(error)) }),
        color: 'red',
        autoClose: 12_000,
        withBorder: true,
      })
    }
  }
  notifications.show({
    id,
    autoClose: 8_000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        <Button size="compact-sm" variant="light" style={{ flex: 'none' }} onClick={undoAndReport}>
          {t('undo')}
        </Button>
      </Group>
    ),
  })
}
