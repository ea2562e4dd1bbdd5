import { QueryClient } from '@tanstack/react-query'
import { Problem } from './problem.ts'

/** Whether a request may succeed when it is repeated: no response, or a server error. A refusal is final. */
function isTransient(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'offline' || error.status >= 500)
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && isTransient(error),
      retryDelay: attempt => 400 * 2 ** attempt,
    },
    mutations: { retry: false },
  },
})
