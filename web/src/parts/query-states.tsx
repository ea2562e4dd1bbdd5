import { Alert, Button, Center, Group, Skeleton, Stack, Text } from '@mantine/core'
import IconCloudOff from '@tabler/icons-react/dist/esm/icons/IconCloudOff.mjs'
import IconMoodSad from '@tabler/icons-react/dist/esm/icons/IconExclamationCircle.mjs'
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asProblem } from '../api/problem.ts'
import { t } from '../i18n/common.ts'
import { problemText } from '../i18n/problems.ts'
import { useOnlineStatus } from './online.ts'

/** The states of every list and panel: empty, loading, failed, partly failed, offline. */

export function EmptyState({ title, children, icon }: { title: string; children?: ReactNode; icon?: ReactNode }) {
  return (
    <Center py="xl" px="md">
      <Stack align="center" gap={6} maw={420} ta="center">
        <Text c="dimmed" aria-hidden lh={1}>
          {icon ?? <IconInbox size={28} stroke={1.4} />}
        </Text>
        <Text fw={600}>{title}</Text>
        {children && (
          <Text c="dimmed" component="div">
            {children}
          </Text>
        )}
      </Stack>
    </Center>
  )
}

/** Grey bars after 150 ms; an answer that comes sooner shows nothing in between. */
export function LoadingState({ rows = 5, height = 20 }: { rows?: number; height?: number }) {
  return (
    <div className="after-a-moment" role="status">
      <span className="only-spoken">{t('loading')}</span>
      <Stack gap="sm" p="md" aria-hidden>
        {Array.from({ length: rows }, (_, i) => `${92 - ((i * 17) % 40)}.${i}%`).map(width => (
          <Skeleton key={width} height={height} width={width} />
        ))}
      </Stack>
    </div>
  )
}

export function FailedState({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = asProblem(error)
  const offline = problem.code === 'offline'
  return (
    <Center py="xl" px="md" role="alert">
      <Stack align="center" gap={6} maw={420} ta="center">
        <Text c={offline ? 'dimmed' : 'var(--danger)'} aria-hidden lh={1}>
          {offline ? <IconCloudOff size={28} stroke={1.4} /> : <IconMoodSad size={28} stroke={1.4} />}
        </Text>
        <Text fw={600}>{offline ? t('offlineShort') : t('failed')}</Text>
        <Text c="dimmed">{offline ? t('offline') : problemText(problem)}</Text>
        {retry && (
          <Button variant="default" size="xs" mt={4} onClick={retry}>
            {t('retry')}
          </Button>
        )}
        {problem.requestId && (
          <Text size="xs" c="dimmed">
            {t('requestId', { id: problem.requestId })}
          </Text>
        )}
      </Stack>
    </Center>
  )
}

/** Says which parts are missing while the rest is shown. `parts` are words for people. */
export function PartlyFailedState({ parts, retry }: { parts: string[]; retry?: () => void }) {
  if (parts.length === 0) return null
  const list = new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' }).format(parts)
  return (
    <Alert color="yellow" variant="light" py={6} mb="sm" role="status" styles={{ message: { color: 'var(--warn)' } }}>
      <Group justify="space-between" gap="xs">
        {t('partMissing', { parts: list })}
        {retry && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={retry}>
            {t('retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

/** A line across the page while the browser has no connection. */
export function OfflineBanner() {
  const online = useOnlineStatus()
  if (online) return null
  return (
    <div className="offline-line" role="status">
      <IconCloudOff size={16} aria-hidden /> {t('offline')}
    </div>
  )
}

/** A query's data, or its loading or failed state. Data stays on the screen while the query is repeated. */
export function QueryContent<T>({
  query,
  children,
  rows,
}: {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
  rows?: number
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <FailedState error={query.error} retry={() => query.refetch()} />
  return <LoadingState {...(rows === undefined ? {} : { rows })} />
}
