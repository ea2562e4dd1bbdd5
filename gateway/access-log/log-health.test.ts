import { expect, test } from 'vitest'
import { logsTrouble, logTroubleOf, noticeAppend } from './log-health.ts'

/** Each test has an hour of its own, for what an hour ago was heard of is forgotten. */
let now = Date.parse('2026-03-02T12:00:00.000Z')
const anHour = () => {
  now += 3_600_000
  return now
}
const well = (clinicId: string, at: number) => noticeAppend(clinicId, { at, ms: 5, bytes: 1_000 })
const slow = (clinicId: string, at: number) => {
  for (let i = 0; i < 3; i++) noticeAppend(clinicId, { at, ms: 700, bytes: 1_000 })
}

function clinics(at: number, inTrouble: number, others: number): void {
  for (let i = 0; i < inTrouble; i++) slow(`slow-${i}`, at)
  for (let i = 0; i < others; i++) well(`well-${i}`, at)
}

test.each([
  [1, 0, true],
  [1, 1, false],
  [1, 9, false],
  [2, 1, true],
  [4, 4, false],
  [5, 15, true],
  [5, 16, false],
])('of %i slow logs beside %i others it is %s that all are degraded', (inTrouble, others, widespread) => {
  const at = anHour()
  clinics(at, inTrouble, others)
  expect(logsTrouble(at)).toEqual({ trouble: 'slow', clinics: inTrouble, widespread })
})

test("a clinic's own slow log is its own, and forgotten a minute after what was last heard", () => {
  const at = anHour()
  clinics(at, 1, 3)
  expect(logTroubleOf('slow-0', at)).toBe('slow')
  expect(logTroubleOf('well-0', at)).toBeUndefined()
  expect(logsTrouble(at + 60_001)).toBeUndefined()
  expect(logTroubleOf('slow-0', at + 60_001)).toBeUndefined()
})

test('what is silent is told before what is full, and that before what is slow', () => {
  const at = anHour()
  clinics(at, 1, 9)
  noticeAppend('full', { at, ms: 5, bytes: 6_000_000_000 })
  expect(logsTrouble(at)?.trouble).toBe('full')
  noticeAppend('silent', { at, ms: 1_200, bytes: undefined })
  expect(logsTrouble(at)).toEqual({ trouble: 'silent', clinics: 3, widespread: false })
})
