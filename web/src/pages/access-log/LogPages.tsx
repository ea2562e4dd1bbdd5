import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../i18n/access-log.ts'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'

interface Props<T> {
  /** Pages as they are asked for, one after the other. */
  query: {
    data: { pages: { items: T[] }[] } | undefined
    isError: boolean
    error: unknown
    refetch: () => unknown
    hasNextPage: boolean
    isFetchingNextPage: boolean
    fetchNextPage: () => unknown
  }
  filtered: boolean
  /** What the button for the next page says. */
  more: string
  children: (items: T[]) => ReactNode
}

/** What is read of the log so far, and the button for more. */
export function LogPages<T>({ query, filtered, more, children }: Props<T>) {
  const items = query.data?.pages.flatMap(page => page.items)
  if (items === undefined) {
    return query.isError ? (
      <FailedState error={query.error} retry={() => query.refetch()} />
    ) : (
      <LoadingState rows={10} />
    )
  }
  if (items.length === 0) return <EmptyState title={t(filtered ? 'emptyFiltered' : 'empty')} />
  return (
    <>
      {children(items)}
      {query.hasNextPage && (
        <Button variant="default" mt="sm" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {more}
        </Button>
      )}
    </>
  )
}
