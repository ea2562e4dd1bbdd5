import { expect, test } from 'vitest'
import type { TimelineEntry } from '../../api/charts.ts'
import { visitsOf } from './entries.ts'

/** As much of an entry as its place depends on. */
const visit = (id: string) => ({ kind: 'encounter', id, at: '', encounter: { id } }) as TimelineEntry
const note = (id: string, encounterId: string) =>
  ({ kind: 'note', id, at: '', note: { id, encounterId } }) as TimelineEntry
const value = (id: string, encounterId?: string) =>
  ({ kind: 'observation', id, at: '', observation: { id, encounterId } }) as TimelineEntry

test('visits newest first, each with its notes and values as they went; what belongs to none of them is not lost', () => {
  const chapters = visitsOf([
    note('signed', 'later'),
    note('nurse', 'later'),
    value('pulse', 'later'),
    visit('later'),
    value('at home'),
    note('of a visit before the range', 'earlier'),
    visit('bare'),
  ])
  expect(chapters.map(one => [one.key, one.notes.map(({ id }) => id), one.observations.map(({ id }) => id)])).toEqual([
    ['later', ['nurse', 'signed'], ['pulse']],
    ['bare', [], []],
    ['apart', ['of a visit before the range'], ['at home']],
  ])
})

test('nothing makes no chapter', () => {
  expect(visitsOf([])).toEqual([])
})
