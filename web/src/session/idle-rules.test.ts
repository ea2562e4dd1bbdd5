import { expect, test } from 'vitest'
import { idleNotice, renewAfter, standing, wantsRenewal } from './idle-rules.ts'

const minute = 60_000
const staff = { activeAt: 0, renewedAt: 0, idle: 30 * minute, endsAt: 720 * minute }

test('two minutes before thirty without activity the person is warned, then signed out', () => {
  expect(standing(staff, 27 * minute)).toEqual({ is: 'fine', at: 30 * minute, wake: 28 * minute })
  expect(standing(staff, 28 * minute)).toEqual({ is: 'idle_soon', at: 30 * minute, wake: 30 * minute })
  expect(standing(staff, 30 * minute).is).toBe('idle')
  expect(standing({ ...staff, activeAt: 29 * minute }, 30 * minute).is).toBe('fine')
})

test('the end of the session is announced ten minutes before, and being idle meanwhile counts first', () => {
  const late = { ...staff, activeAt: 715 * minute }
  expect(standing(late, 709 * minute).is).toBe('fine')
  expect(standing(late, 716 * minute)).toEqual({ is: 'ends_soon', at: 720 * minute, wake: 720 * minute })
  expect(standing({ ...staff, activeAt: 690 * minute }, 719 * minute).is).toBe('idle_soon')
  expect(standing(late, 720 * minute).is).toBe('ended')
})

test('who has no idle limit is only told of the end; who has neither is left alone', () => {
  expect(standing({ activeAt: 0, renewedAt: 0, endsAt: 720 * minute }, 600 * minute).is).toBe('fine')
  expect(standing({ activeAt: 0, renewedAt: 0 }, 10_000 * minute).is).toBe('fine')
})

test('short spans for tests shorten the notice and the renewal with them', () => {
  expect(idleNotice(30 * minute)).toBe(2 * minute)
  expect(idleNotice(30_000)).toBe(10_000)
  expect(renewAfter(30 * minute)).toBe(5 * minute)
  expect(renewAfter(30_000)).toBe(5_000)
  expect(renewAfter()).toBe(5 * minute)
})

test('a token is renewed five minutes after it was given, but only for those who did something since', () => {
  expect(wantsRenewal({ ...staff, activeAt: minute }, 4 * minute)).toBe(false)
  expect(wantsRenewal({ ...staff, activeAt: minute }, 5 * minute)).toBe(true)
  expect(wantsRenewal(staff, 20 * minute)).toBe(false)
})

/** The server knows of activity by renewals alone: its own limit may not end a session before this one does. */
test('whatever the person does, the last renewal is never older than the last activity allows', () => {
  for (let last = 1; last < 20 * minute; last += 7_919) {
    const renewedAt = Math.max(last, 5 * minute)
    expect(wantsRenewal({ ...staff, activeAt: last }, renewedAt)).toBe(true)
    expect(renewedAt + staff.idle).toBeGreaterThanOrEqual(last + staff.idle)
  }
})
