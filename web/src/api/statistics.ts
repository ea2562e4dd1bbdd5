import { queryOptions } from '@tanstack/react-query'
import type { Statistics } from '../../../workers/appointment/statistics/contract.ts'
import { read } from './api.ts'

export type { Statistics }

/** What became of the visits from one date until before another, at most 366 days. */
export function statisticsOf(from: string, to: string) {
  return queryOptions({
    queryKey: ['statistics', from, to],
    queryFn: () => read<Statistics>(`/api/statistics?${new URLSearchParams({ from, to })}`),
    placeholderData: before => before,
    staleTime: 60_000,
  })
}
