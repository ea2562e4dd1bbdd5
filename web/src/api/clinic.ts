import { queryOptions } from '@tanstack/react-query'
import type { Dashboard } from '../../../gateway/compose/dashboard.ts'
import { api, call } from './api.ts'

export type { Dashboard }

/** Today at the clinic; each part stands for itself and may be unavailable. */
export const dashboard = queryOptions({
  queryKey: ['dashboard'],
  queryFn: () => call(api.dashboard.$get()),
  staleTime: 15_000,
})
