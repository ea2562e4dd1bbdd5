import { expect, test } from 'vitest'
import { idleWarning, needsRenewal, renewalAge, sessionState } from './idle-rules.ts'

const minute = 60_000
const staff = { activeAt: 0, renewedAt: 0, idle: 30 * minute, endsAt: 720 * minute }

test('two minutes before thirty without activity the person is warned, then signed out', () => {
  expect(sessionState(staff, 27 * minute)).toEqual({ kind: 'fine', at: 30 * minute, checkAt: 28 * minute })
  expect(sessionState(staff, 28 * minute)).toEqual({ kind: 'idle_soon', at: 30 * minute, checkAt: 30 * minute })
  expect(sessionState(staff, 30 * minute).kind).toBe('idle')
  expect(sessionState({ ...staff, activeAt: 29 * minute }, 30 * minute).kind).toBe('fine')
})

test('the end of the session is announced ten minutes before, and being idle meanwhile counts first', () => {
  const late = { ...staff, activeAt: 715 * minute }
  expect(sessionState(late, 709 * minute).kind).toBe('fine')
  expect(sessionState(late, 716 * minute)).toEqual({ kind: 'ends_soon', at: 720 * minute, checkAt: 720 * minute })
  expect(sessionState({ ...staff, activeAt: 690 * minute }, 719 * minute).kind).toBe('idle_soon')
  expect(sessionState(late, 720 * minute).kind).toBe('ended')
})

test('who has no idle limit is only told of the end; who has neither is left alone', () => {
  expect(sessionState({ activeAt: 0, renewedAt: 0, endsAt: 720 * minute }, 600 * minute).kind).toBe('fine')
  expect(sessionState({ activeAt: 0, renewedAt: 0 }, 10_000 * minute).kind).toBe('fine')
})

test('short spans for tests shorten the notice and the renewal with them', () => {
  expect(idleWarning(30 * minute)).toBe(2 * minute)
  expect(idleWarning(30_000)).toBe(10_000)
  expect(renewalAge(30 * minute)).toBe(5 * minute)
  expect(renewalAge(30_000)).toBe(5_000)
  expect(renewalAge()).toBe(5 * minute)
})

test('a token is renewed five minutes after it was given, but only for those who did something since', () => {
  expect(needsRenewal({ ...staff, activeAt: minute }, 4 * minute)).toBe(false)
  expect(needsRenewal({ ...staff, activeAt: minute }, 5 * minute)).toBe(true)
  expect(needsRenewal(staff, 20 * minute)).toBe(false)
})

/** The server knows of activity by renewals alone: its own limit may not end a session before this one does. */
test('whatever the person does, the last renewal is never older than the last activity allows', () => {
  for (let last = 1; last < 20 * minute; last += 7_919) {
    const renewedAt = Math.max(last, 5 * minute)
    expect(needsRenewal({ ...staff, activeAt: last }, renewedAt)).toBe(true)
    expect(renewedAt + staff.idle).toBeGreaterThanOrEqual(last + staff.idle)
  }
})
