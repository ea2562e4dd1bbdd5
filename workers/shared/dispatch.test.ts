import { expect, test } from 'vitest'
import { mostTries, type OutboxEntry } from './database/outbox.ts'
import { dispatch, type Effects, forEach, type Report } from './dispatch.ts'

const entry = (id: string, objectId: string, attempts = 1, topic = 'copied'): OutboxEntry => ({
  id,
  clinicId: 'cln-1',
  topic,
  objectId,
  payload: {},
  createdAt: '2026-03-02T12:00:00.000Z',
  attempts,
})

/** A source of these entries, and what became of them. */
function outboxOf(...rounds: OutboxEntry[][]) {
  const seen = { settled: [] as string[], deferred: [] as string[], reported: [] as string[], asked: 0 }
  const source = {
    pending: async () => rounds[seen.asked++] ?? [],
    settled: async (ids: string[]) => seen.settled.push(...ids),
    deferred: async (ids: string[]) => seen.deferred.push(...ids),
  }
  const report: Report = (event, { id }) => seen.reported.push(`${event} ${id}`)
  return { seen, run: (effects: Effects, perRound = 100) => dispatch(source, effects, report, { perRound, rounds: 5 }) }
}

/** Notes what it applies, and fails for these ids. */
function applying(...broken: string[]) {
  const applied: string[] = []
  const apply = async ({ id }: OutboxEntry) => {
    await Promise.resolve()
    if (broken.includes(id)) throw new Error('gone')
    applied.push(id)
  }
  return { applied, effects: { copied: forEach(apply) } }
}

test('what is applied is settled, in the order of its object', async () => {
  const { seen, run } = outboxOf([entry('1', 'a'), entry('2', 'b'), entry('3', 'a')])
  const { applied, effects } = applying()
  await run(effects)
  expect(seen.settled.sort()).toEqual(['1', '2', '3'])
  expect(applied.filter(id => id !== '2')).toEqual(['1', '3'])
})

test('one that fails defers the others of its object, and nobody else', async () => {
  const { seen, run } = outboxOf([entry('1', 'a'), entry('2', 'a'), entry('3', 'b')])
  await run(applying('1').effects)
  expect(seen).toMatchObject({ settled: ['3'], deferred: ['2'], reported: ['outbox.failed 1'] })
})

test.each([
  [1, ['outbox.failed 1'], ['2']],
  [2, [], ['2']],
  [mostTries - 1, [], ['2']],
  [mostTries, ['outbox.parked 1'], []],
] as const)('a failure at try %i reports %j and defers %j', async (attempts, reported, deferred) => {
  const { seen, run } = outboxOf([entry('1', 'a', attempts), entry('2', 'a')])
  await run(applying('1').effects)
  expect(seen.reported).toEqual(reported)
  expect(seen.deferred).toEqual(deferred)
  expect(seen.settled).toEqual(attempts === mostTries ? ['2'] : [])
})

test('a whole group is applied in one call, and fails as one', async () => {
  const calls: string[][] = []
  const whole = (fails: boolean): Effects => ({
    copied: {
      group: ({ clinicId }) => clinicId,
      whole: true,
      apply: async entries => {
        calls.push(entries.map(({ id }) => id))
        if (fails) throw new Error('silent')
      },
    },
  })
  const well = outboxOf([entry('1', 'a'), entry('2', 'b')])
  await well.run(whole(false))
  const ill = outboxOf([entry('1', 'a'), entry('2', 'b')])
  await ill.run(whole(true))
  expect(calls).toEqual([
    ['1', '2'],
    ['1', '2'],
  ])
  expect(well.seen.settled).toEqual(['1', '2'])
  expect(ill.seen).toMatchObject({ settled: [], deferred: [], reported: ['outbox.failed 1', 'outbox.failed 2'] })
})

test('a topic that nobody applies stays, and a full round is followed by another', async () => {
  const { seen, run } = outboxOf([entry('1', 'a', 1, 'unknown'), entry('2', 'a')], [entry('3', 'a')])
  await run(applying().effects, 2)
  expect(seen).toMatchObject({ settled: ['2', '3'], deferred: [], asked: 2 })
})
