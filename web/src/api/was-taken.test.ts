import { expect, test } from 'vitest'
import { wasTaken } from './was-taken.ts'

const now = { version: 4, startsAt: '2030-05-06T09:00:00.000Z', minutes: 30, staff: { id: 'stf-1', name: 'Dr. A' } }

test.each([
  ['as it wanted it', 3, { startsAt: '2030-05-06T09:00:00Z', minutes: 30, staffId: 'stf-1', roomId: null }, true],
  ['another time', 3, { startsAt: '2030-05-06T10:00:00Z' }, false],
  ['another doctor', 3, { staffId: 'stf-2' }, false],
  ['another length', 3, { minutes: 15 }, false],
  ['another reason', 3, { reason: 'Cough' }, false],
  ['more than this one change', 2, { minutes: 30 }, false],
  ['nothing has changed', 4, { minutes: 30 }, false],
  ['several visits', 3, { minutes: 30, scope: 'all' as const }, false],
  ['what is not compared', 3, { mode: 'video' as const }, false],
])('%s', (_, version, patch, taken) => {
  expect(wasTaken(now, version, patch)).toBe(taken)
})
