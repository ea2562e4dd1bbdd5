import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { expect, test } from 'vitest'
import { system } from '#shared/actor'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'
import { outbox, settle, takePending } from './outbox.ts'

const minute = 60_000

/** One clinic founded at an instant that no other test of this file uses, so that its effect alone is due then. */
async function founded(at: number) {
  const id = `cln-${crypto.randomUUID()}`
  const input = { id, name: 'Outbox', timezone: 'UTC', country: 'GB', currency: 'GBP', locale: 'en' as const }
  must(await env.STAFF['clinic.found'](system(id, at, 'req-1'), input))
  return id
}
const db = () => drizzle(env.STAFF_DB)
const idsAt = async (at: number) => (await takePending(db(), 100, at)).map(one => one.clinicId)

test('an effect comes back after ever longer pauses until it is settled', async () => {
  const at = 1_000_000_000_000
  const id = await founded(at)
  expect(await idsAt(at - 1)).toEqual([])
  const [taken] = await takePending(db(), 100, at)
  expect(taken).toMatchObject({ clinicId: id, topic: 'clinic.changed', objectId: id, attempts: 1, payload: { id } })
  expect(await idsAt(at + minute - 1)).toEqual([])
  expect(await idsAt(at + minute)).toEqual([id])
  expect(await idsAt(at + 2 * minute)).toEqual([])
  expect(await idsAt(at + 3 * minute)).toEqual([id])
  await settle(db(), [taken?.id ?? ''], at + 4 * minute)
  expect(await idsAt(at + 1_000 * minute)).toEqual([])
})

test('two sweeps at once take each effect once', async () => {
  const at = 1_100_000_000_000
  const ids = await Promise.all(times(20, () => founded(at)))
  const taken = (await Promise.all(times(4, () => idsAt(at)))).flat()
  expect(taken.sort()).toEqual(ids.sort())
})

test('what was done is kept a day to look at, then the sweep forgets it', async () => {
  const at = 1_200_000_000_000
  const id = await founded(at)
  const taken = (await takePending(db(), 100, at)).filter(one => one.clinicId === id)
  await settle(
    db(),
    taken.map(one => one.id),
    at,
  )
  const kept = async () => (await db().select().from(outbox).where(eq(outbox.clinicId, id))).length
  await env.STAFF.sweep(at + 86_400_000)
  expect(await kept()).toBe(1)
  await env.STAFF.sweep(at + 86_400_001)
  expect(await kept()).toBe(0)
})
