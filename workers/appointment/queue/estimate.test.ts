import { describe, expect, test } from 'vitest'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'
import { estimates, nearestRank, type Pace, type Waiter } from './estimate.ts'

const now = Date.parse('2026-03-02T14:00:00.000Z')
const minute = 60_000

const waiter = (id: string, staffId: string | null = 'a', more: Partial<Waiter> = {}): Waiter => ({
  id,
  staffId,
  due: now,
  minutes: 20,
  ...more,
})
const paces = (all: Record<string, Partial<Pace>>) =>
  new Map(Object.entries(all).map(([id, pace]) => [id, { finished: [], ...pace }]))

describe('how long one waits', () => {
  test('nobody before, the doctor free: at once', () => {
    expect(estimates([waiter('1')], paces({ a: {} }), now).get('1')).toEqual({ from: 0, to: 5 })
  })

  test('without a pace of today, three quarters to one and a half of the booked minutes of each before', () => {
    const all = estimates([waiter('1'), waiter('2'), waiter('3')], paces({ a: {} }), now)
    expect([all.get('2'), all.get('3')]).toEqual([
      { from: 15, to: 30 },
      { from: 30, to: 60 },
    ])
  })

  test('with three finished visits the pace of today, whatever was booked', () => {
    const finished = [8, 10, 12, 14]
    const all = estimates(
      times(11, i => waiter(String(i))),
      paces({ a: { finished } }),
      now,
    )
    expect(all.get('10')).toEqual({ from: 80, to: 120 })
    expect(nearestRank(finished, 0.25)).toBe(8)
    expect(nearestRank(finished, 0.75)).toBe(12)
  })

  test('two finished visits say nothing yet', () => {
    const all = estimates([waiter('1'), waiter('2')], paces({ a: { finished: [60, 60] } }), now)
    expect(all.get('2')).toEqual({ from: 15, to: 30 })
  })

  test('whoever is inside counts with what is left, and one who overstays may still take five minutes', () => {
    const inside = (since: number) => paces({ a: { running: { since: now - since * minute, minutes: 20 } } })
    expect(estimates([waiter('1')], inside(10), now).get('1')).toEqual({ from: 5, to: 20 })
    expect(estimates([waiter('1')], inside(90), now).get('1')).toEqual({ from: 0, to: 5 })
  })

  test('who came before the appointed time may have to wait until then', () => {
    const early = waiter('1', 'a', { due: now + 40 * minute })
    expect(estimates([early], paces({ a: {} }), now).get('1')).toEqual({ from: 0, to: 40 })
  })

  test('who waits for anyone goes to the doctor who is free first; with nobody there nothing is said', () => {
    const all = [waiter('1', 'a'), waiter('2', null), waiter('3', null), waiter('4', 'b')]
    const known = estimates(all, paces({ a: {}, b: {} }), now)
    expect([known.get('2'), known.get('3'), known.get('4')]).toEqual([
      { from: 0, to: 5 },
      { from: 15, to: 30 },
      { from: 15, to: 30 },
    ])
    expect(estimates([waiter('1', null)], new Map(), now).get('1')).toBeUndefined()
  })
})

test('a known day: the truth lies within what was said while it went on', async () => {
  const desk = await aDesk()
  const { APPOINTMENT } = env
  const ids: string[] = []
  for (let i = 0; i < 8; i++) {
    const patientId = await desk.aPatient()
    ids.push(
      must(await APPOINTMENT['appointment.walk_in'](desk.later('08:00'), { patientId, staffId: desk.doctor })).id,
    )
  }
  // Each visit takes as many minutes, one right after the other.
  const lengths = [12, 10, 14, 12, 11, 13, 12, 10]
  const begins = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, one) => sum + one, 0))
  const at = (minutes: number) => ({ ...desk.desk, at: Date.parse(local('08:00')) + minutes * minute })
  for (const i of [0, 1, 2, 3]) {
    must(await APPOINTMENT['appointment.start'](at(begins[i] ?? 0), { id: ids[i] ?? '' }))
    must(await APPOINTMENT['appointment.finish'](at((begins[i] ?? 0) + (lengths[i] ?? 0)), { id: ids[i] ?? '' }))
  }
  const said = begins[4] ?? 0
  const { items } = must(await APPOINTMENT['queue.read'](at(said), {}))
  expect(items.map(one => one.id)).toEqual(ids.slice(4))
  for (const [i, one] of items.entries()) {
    const waited = (begins[4 + i] ?? 0) - said
    expect(one.estimatedWait?.from, String(i)).toBeLessThanOrEqual(waited)
    expect(one.estimatedWait?.to, String(i)).toBeGreaterThanOrEqual(waited)
  }
  expect(items[3]?.estimatedWait).toEqual({ from: 30, to: 40 })
})
