import { expect, test } from 'vitest'
import { Problem } from './problem.ts'
import { pauses, untilAnswered } from './until-answered.ts'

const offline = new Problem({ code: 'offline' }, 0)

/** Answers with these, one after another; the last one again and again. */
function aServer(...answers: (string | Problem)[]) {
  const told: number[] = []
  const waited: number[] = []
  let sent = 0
  const send = async () => {
    const answer = answers[Math.min(sent++, answers.length - 1)]
    if (answer instanceof Problem) throw answer
    return answer
  }
  const run = () =>
    untilAnswered(
      send,
      attempt => told.push(attempt),
      async ms => {
        waited.push(ms)
      },
    )
  return { run, told, waited, sent: () => sent }
}

test('what is answered is sent once', async () => {
  const { run, sent, told } = aServer('taken')
  expect(await run()).toBe('taken')
  expect([sent(), told]).toEqual([1, []])
})

test('what is not answered is sent again, and each time is told', async () => {
  const { run, told, waited } = aServer(offline, new Problem({ code: 'outcome_unknown' }, 503), 'taken')
  expect(await run()).toBe('taken')
  expect([told, waited]).toEqual([
    [1, 2],
    [500, 1_000],
  ])
})

test('the server still at work on the first time is asked again', async () => {
  expect(await aServer(new Problem({ code: 'request_in_progress' }, 409), 'taken').run()).toBe('taken')
})

test.each([
  ['wrong_status', 409],
  ['stale', 412],
  ['forbidden', 403],
] as const)('a refusal is final: %s', async (code, status) => {
  const { run, sent } = aServer(new Problem({ code }, status))
  await expect(run()).rejects.toMatchObject({ code })
  expect(sent()).toBe(1)
})

test('it is given up in the end', async () => {
  const { run, sent, waited } = aServer(offline)
  await expect(run()).rejects.toMatchObject({ code: 'offline' })
  expect(sent()).toBe(pauses.length + 1)
  expect(waited).toEqual([...pauses])
})
