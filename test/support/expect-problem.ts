import { expect } from 'vitest'
import type { Reply } from './harness.ts'

/**
 * Whatever was sent, the answer is done or a problem with its code and the request id, naming fields and rules and never the
 * value.
 */
export function expectProblem(reply: Reply, what: string): void {
  const told = `${what} → ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`
  expect(reply.status, told).toBeGreaterThanOrEqual(200)
  expect(reply.status, told).toBeLessThan(500)
  expect(reply.headers.get('x-request-id'), told).toMatch(/^[0-9a-f-]{36}$/)
  expect(reply.headers.get('x-content-type-options'), told).toBe('nosniff')
  expect(reply.headers.get('cross-origin-resource-policy'), told).toBe('same-origin')
  expect(reply.headers.get('cache-control'), told).toMatch(/^(?:no-store|public, max-age=30(?:0)?)$/)
  if (reply.status < 400) return
  expect(reply.headers.get('content-type'), told).toBe('application/problem+json')
  expect(reply.body, told).toMatchObject({ status: reply.status, title: expect.any(String), code: expect.any(String) })
  expect(reply.body.requestId, told).toBe(reply.headers.get('x-request-id'))
  for (const { path, rule } of reply.body.fields ?? []) {
    expect(rule, told).toMatch(/^[a-z_]{1,40}$/)
    expect(path.length, told).toBeLessThanOrEqual(200)
  }
}

/** Do all of it, so many at a time. */
export async function sideBySide<T>(count: number, all: readonly T[], one: (item: T) => Promise<void>): Promise<void> {
  const waiting = all.values()
  const line = async () => {
    for (const item of waiting) await one(item)
  }
  await Promise.all(Array.from({ length: count }, line))
}
