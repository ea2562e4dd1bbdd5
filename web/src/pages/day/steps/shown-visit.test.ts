import { expect, test } from 'vitest'
import type { BoardRow } from '../../../api/desk.ts'
import { afterStep, dropPending, type PendingSteps, type PendingWrite, shownVisit, withFailure } from './shown-visit.ts'

const visit: BoardRow = {
  id: 'apt-1',
  version: 2,
  kind: 'scheduled',
  status: 'booked',
  mode: 'in_person',
  patient: { id: 'pat-1', name: 'Ana', recordNumber: '1', sex: 'female' },
  startsAt: '2030-05-06T09:00:00.000Z',
  endsAt: '2030-05-06T09:30:00.000Z',
  urgent: false,
  overbooked: false,
}
const checkIn: PendingWrite = { name: 'check-in', shown: afterStep('check-in'), failures: 0, key: Symbol('first') }
const steps: PendingSteps = new Map([[visit.id, checkIn]])

test('a step that was just sent is shown, and marked', () => {
  expect(shownVisit(visit, steps)).toMatchObject({ status: 'arrived', pending: { name: 'check-in', failures: 0 } })
})

test('a step that was not answered is not shown as if it were so', () => {
  const failed = withFailure(steps, visit.id, checkIn.key, 2)
  expect(shownVisit(visit, failed)).toMatchObject({ status: 'booked', pending: { name: 'check-in', failures: 2 } })
})

test('without a step a visit stays the very same', () => {
  expect(shownVisit(visit, new Map())).toBe(visit)
  expect(shownVisit({ ...visit, id: 'apt-2' }, steps)).not.toHaveProperty('pending')
})

test('what an undo leads to is said by the answer alone', () => {
  expect(afterStep('undo')).toEqual({})
})

test('the end of an earlier step leaves the later one', () => {
  const later: PendingSteps = new Map([[visit.id, { ...checkIn, name: 'start', key: Symbol('later') }]])
  expect(dropPending(later, visit.id, checkIn.key)).toBe(later)
  expect(withFailure(later, visit.id, checkIn.key, 1)).toBe(later)
  expect(dropPending(steps, visit.id, checkIn.key).size).toBe(0)
})
