import { expect, test } from 'vitest'
import { queueWrite, rememberVersion } from './write-queue.ts'

/** A server that takes a write only in the version it has, and answers a little later. */
function aServer(version = 1) {
  const took: number[] = []
  const write = async (seen: number) => {
    await new Promise(resolve => setTimeout(resolve, 5))
    if (seen !== version) throw new Error('stale')
    took.push(seen)
    version++
    return { id, version }
  }
  const id = crypto.randomUUID()
  return { id, took, write, someoneElse: () => version++ }
}

test('two quick writes of what was seen once are both taken, in their order', async () => {
  const { id, took, write } = aServer()
  const seen = { id, version: 1 }
  const both = await Promise.all([queueWrite(seen, write), queueWrite(seen, write)])
  expect(both.map(({ version }) => version)).toEqual([2, 3])
  expect(took).toEqual([1, 2])
})

test('a write after one that was refused begins where the screen is', async () => {
  const { id, write } = aServer()
  const refused = queueWrite({ id, version: 1 }, () => Promise.reject(new Error('busy')))
  const next = queueWrite({ id, version: 1 }, write)
  await expect(refused).rejects.toThrow('busy')
  expect(await next).toEqual({ id, version: 2 })
})

test('a list that is older than the last answer does not make the next write stale', async () => {
  const { id, write } = aServer(4)
  rememberVersion({ id, version: 4 })
  expect(await queueWrite({ id, version: 3 }, write)).toEqual({ id, version: 5 })
})

test('what somebody else changed meanwhile is still refused', async () => {
  const { id, write, someoneElse } = aServer()
  await queueWrite({ id, version: 1 }, write)
  someoneElse()
  await expect(queueWrite({ id, version: 2 }, write)).rejects.toThrow('stale')
})
