import { expect, test } from 'vitest'
import type { Verdict } from '../../api/access-log.ts'
import { joined } from './proof.ts'

const verdict = (from: number, to: number, more: Partial<Verdict> = {}): Verdict => ({
  ok: more.broken === undefined,
  entries: 12_000,
  young: 0,
  rowsRead: 1,
  proved: { from, to },
  ...(from > 1 ? { older: { until: from - 1, spans: 1 } } : {}),
  ...more,
})

test('a proof goes on where the answer before said, until the beginning', () => {
  const first = joined(undefined, verdict(5_001, 12_000))
  expect(first).toMatchObject({ from: 5_001, next: 5_000, broken: undefined })
  expect(joined(first, verdict(1, 5_000))).toMatchObject({ from: 1, next: 0, broken: undefined })
})

test('the first broken entry is the one with the lowest number, in whichever span it is', () => {
  const first = joined(undefined, verdict(5_001, 12_000, { broken: { sequence: 9_000, reason: 'altered' } }))
  const both = joined(first, verdict(1, 5_000, { broken: { sequence: 42, reason: 'missing' } }))
  expect(both.broken).toEqual({ sequence: 42, reason: 'missing' })
  expect(joined(first, verdict(1, 5_000)).broken?.sequence).toBe(9_000)
})
