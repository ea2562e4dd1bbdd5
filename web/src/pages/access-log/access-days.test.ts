import { expect, test } from 'vitest'
import { setZone } from '../../i18n/time.ts'
import { byDay } from './access-days.ts'

setZone('Asia/Jakarta')
const entry = (at: string, name: string, action: string, more: object = {}) => ({
  sequence: 1,
  at,
  by: { id: name, name },
  roles: ['doctor' as const],
  action,
  outcome: 'ok',
  ...more,
})

test('one line for what one person did on one day of the clinic', () => {
  const days = byDay([
    entry('2026-11-20T18:00:00.000Z', 'Sari', 'read'),
    entry('2026-11-20T16:59:00.000Z', 'Budi', 'list'),
    entry('2026-11-20T16:00:00.000Z', 'Sari', 'write'),
    entry('2026-11-20T15:00:00.000Z', 'Budi', 'list'),
    entry('2026-11-20T14:00:00.000Z', 'Sari', 'read'),
  ])
  expect(days.map(day => [day.date, day.activities.map(one => one.by.name)])).toEqual([
    ['2026-11-21', ['Sari']],
    ['2026-11-20', ['Budi', 'Sari']],
  ])
  expect(days[1]?.activities[0]).toMatchObject({
    from: '2026-11-20T15:00:00.000Z',
    to: '2026-11-20T16:59:00.000Z',
    actions: [{ action: 'list', count: 2 }],
  })
  expect(days[1]?.activities[1]?.actions.map(one => one.action)).toEqual(['read', 'write'])
})

test('what was refused, and what was done on behalf of somebody, stands apart', () => {
  const [day] = byDay([
    entry('2026-11-20T03:00:00.000Z', 'Rina', 'read', { for: true }),
    entry('2026-11-20T02:00:00.000Z', 'Rina', 'read', { outcome: 'forbidden' }),
    entry('2026-11-20T01:00:00.000Z', 'Rina', 'read'),
  ])
  expect(day?.activities.map(one => [one.behalf, one.actions.length])).toEqual([
    [true, 1],
    [false, 2],
  ])
})
