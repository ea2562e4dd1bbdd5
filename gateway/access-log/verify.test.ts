import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { env } from '../../test/verbs/env.ts'
import { logObjectOf, tamper, without } from '../../test/verbs/log-object.ts'
import { randomOf } from '../../test/verbs/random.ts'
import { archived, replay } from './chain/archive.ts'
import { checkpointsWithin, toCheckpoint } from './chain/checkpoint.ts'
import type { EntryRow, NewEntry } from './chain/entry.ts'
import { endingAt, spanLength, youngest } from './chain/spans.ts'
import type { Broken, Verdict } from './contract.ts'
import { verify } from './verify.ts'

/** Whatever was done to a log, some span names the first entry that it was done to; and a proof is as much work in an old log as in a young one. */

const secret = String(env.LOG_SECRET)
let requests = 0

function anEntry(): NewEntry {
  const n = ++requests
  return {
    at: 1_700_000_000_000 + n,
    requestId: `req-${n}`,
    accountId: `acc-${n % 7}`,
    accountName: 'Sari',
    roles: ['nurse'],
    actsFor: [],
    action: 'patient.read',
    patientIds: [`pat-${n % 50}`],
    outcome: 'ok',
  }
}

function aLog() {
  const clinicId = `cln-${crypto.randomUUID()}`
  const stub = env.ACCESS_LOG.getByName(clinicId)
  return {
    clinicId,
    grow: async (count: number) => {
      for (let left = count; left > 0; left -= 2_000) {
        await stub.append(clinicId, Array.from({ length: Math.min(left, 2_000) }, anEntry))
      }
    },
    /** What the clock does a minute later: the head is sealed, and the spans go to R2. */
    seal: async () => {
      await runDurableObjectAlarm(logObjectOf(clinicId))
      await vi.waitFor(
        async () => {
          const { head } = await stub.extent()
          const name = `${clinicId}/entries/${String(head.sequence).padStart(12, '0')}`
          expect(await env.CHECKPOINTS.head(name)).not.toBeNull()
        },
        { timeout: 30_000, interval: 50 },
      )
    },
    sql: <T>(work: (sql: SqlStorage) => T) =>
      runInDurableObject(logObjectOf(clinicId), (_, state) => work(state.storage.sql)),
    verify: (input?: Parameters<typeof verify>[2]) => verify(env, clinicId, input),
  }
}

/** Every span, from the youngest to the beginning. */
async function proveAll(log: Pick<ReturnType<typeof aLog>, 'verify'>): Promise<Verdict[]> {
  const all = [await log.verify()]
  for (let older = all[0]?.older; older; older = all.at(-1)?.older) all.push(await log.verify({ until: older.until }))
  return all
}

const firstBroken = (all: Verdict[]): Broken | undefined =>
  all.flatMap(one => one.broken ?? []).toSorted((a, b) => a.sequence - b.sequence)[0]

test.each([
  [0, 0],
  [150, 0],
  [9_999, 0],
  [10_000, 5_000],
  [1_000_000, 995_000],
  [1_004_999, 995_000],
])('the youngest span of %i entries begins after %i', (head, after) => {
  expect(youngest(head)).toEqual({ after, until: head })
})

test('older spans are those before it, whole, until the beginning', () => {
  const ends: number[] = []
  for (let { after } = youngest(23_456); after > 0; { after } = endingAt(after, 23_456)) ends.push(after)
  expect(ends).toEqual([15_000, 10_000, 5_000])
  expect(endingAt(30_000, 23_456)).toEqual({ after: 25_000, until: 23_456 })
})

test('the rows that are read for the youngest span are as many in a log of 30,000 as in one of 10,000', async () => {
  const log = aLog()
  const read: number[] = []
  const sizes = [10_000, 30_000]
  for (const size of sizes) {
    await log.grow(size - (sizes[read.length - 1] ?? 0))
    await log.seal()
    const verdict = await log.verify()
    expect(verdict).toMatchObject({
      ok: true,
      entries: size,
      young: 0,
      proved: { from: size - spanLength + 1, to: size },
    })
    expect(verdict.older).toEqual({ until: size - spanLength, spans: size / spanLength - 1 })
    read.push(verdict.rowsRead)
  }
  expect(new Set(read).size).toBe(1)
  // The entry twice, its line in the index by patient, and what its list of patients is unfolded to.
  expect(read[0]).toBeLessThan(4 * spanLength + 10)
})

describe('a log of 12,000 entries', () => {
  const log = aLog()
  const size = 12_000
  beforeAll(async () => {
    for (const part of [3_000, 4_000, 5_000]) {
      await log.grow(part)
      await log.seal()
    }
    await log.sql(sql => {
      for (const { name } of sql
        .exec<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .toArray()) {
        sql.exec(`DROP TRIGGER ${name}`)
      }
    })
  })

  test('untouched, is proved span by span', async () => {
    const all = await proveAll(log)
    expect(all.map(one => [one.ok, one.proved])).toEqual([
      [true, { from: 5_001, to: size }],
      [true, { from: 1, to: 5_000 }],
    ])
  })

  test('has a checkpoint at each cut', async () => {
    const found = await checkpointsWithin(env.CHECKPOINTS, log.clinicId, 1, size)
    expect(found.map(one => one.sequence)).toEqual(expect.arrayContaining([5_000, 10_000, size]))
    expect(found.map(one => one.sequence)).toEqual(found.map(one => one.sequence).toSorted((a, b) => b - a))
  })

  const ways = ['edited', 'deleted', 'unlisted', 'restamped', 'swapped'] as const

  test.each(Array.from({ length: 12 }, (_, seed) => [seed]))(
    'tampering %i: some span names the first entry',
    async seed => {
      const random = randomOf(seed)
      const way = ways[seed % ways.length] ?? 'edited'
      const sequence = 1 + Math.floor(random() * (size - 2))
      const undo = await log.sql(sql => tamper(sql, way, sequence, log.clinicId))
      const found = firstBroken(await proveAll(log))
      await log.sql(undo)
      if (way === 'restamped') {
        // Every entry fits the next: the first checkpoint from there on tells.
        expect(found?.reason).toBe('differs_from_checkpoint')
        expect(found?.sequence).toBeGreaterThanOrEqual(sequence)
        const sealed = await checkpointsWithin(env.CHECKPOINTS, log.clinicId, sequence, size)
        expect(found?.sequence).toBe(Math.min(...sealed.map(one => one.sequence)))
      } else {
        const reason = { edited: 'altered', deleted: 'missing', unlisted: 'unlisted', swapped: 'altered' }[way]
        expect(found).toEqual({ sequence, reason })
      }
      expect(firstBroken(await proveAll(log))).toBeUndefined()
    },
  )

  test('whose tail was cut off is told by the newest checkpoint, in whichever span one asks', async () => {
    const undo = await log.sql(sql => without(sql, 11_500, size))
    expect((await log.verify()).broken).toEqual({ sequence: 11_500, reason: 'missing' })
    expect((await log.verify({ until: 5_000 })).broken).toEqual({ sequence: 11_500, reason: 'missing' })
    await log.sql(undo)
    expect((await log.verify()).ok).toBe(true)
  })

  test('a witness that was mailed is still there, or is not', async () => {
    const [row] = await log.sql(sql => sql.exec<EntryRow>('SELECT * FROM entry WHERE sequence = 4321').toArray())
    if (!row) throw new Error('there is no such entry')
    const ask = async (sequence: number, hash: string) => (await log.verify({ witness: { sequence, hash } })).witness
    expect(await ask(4_321, row.hash)).toEqual({ sequence: 4_321, matches: true })
    expect(await ask(4_322, row.hash)).toEqual({ sequence: 4_322, matches: false })
    expect(await ask(99_999, row.hash)).toEqual({ sequence: 99_999, matches: false })
    // Everything from entry 4,000 on was stamped anew by somebody who has the secret, and the checkpoints were, too.
    const undo = await log.sql(sql => tamper(sql, 'restamped', 4_000, log.clinicId))
    expect(await ask(4_321, row.hash)).toEqual({ sequence: 4_321, matches: false })
    await log.sql(undo)
    // The content was changed and the hash left.
    const restore = await log.sql(sql => tamper(sql, 'edited', 4_321, log.clinicId))
    expect(await ask(4_321, row.hash)).toEqual({ sequence: 4_321, matches: false })
    await log.sql(restore)
    expect(await ask(4_321, row.hash)).toEqual({ sequence: 4_321, matches: true })
  })

  test('a forged checkpoint is named, and the one before it is the last that counts', async () => {
    const forged = toCheckpoint({ sequence: size + 7, hash: 'x' }, 1, { secret: 'guessed', clinicId: log.clinicId })
    const name = `${log.clinicId}/~${String(1_000_000_000_000 - forged.sequence).padStart(12, '0')}`
    await env.CHECKPOINTS.put(name, '', {
      customMetadata: { hash: forged.hash, count: String(forged.count), at: '1', signature: forged.signature },
    })
    const verdict = await log.verify()
    expect(verdict).toMatchObject({ ok: false, checkpoint: { sequence: size } })
    expect(verdict.broken).toEqual({ sequence: size + 7, reason: 'forged_checkpoint' })
    await env.CHECKPOINTS.delete(name)
    expect((await log.verify()).ok).toBe(true)
  })

  test('its spans are in R2, and replayed they are the chain that was sealed', async () => {
    const key = { secret, clinicId: log.clinicId }
    const sealed = await checkpointsWithin(env.CHECKPOINTS, log.clinicId, 1, size)
    expect(sealed.length).toBeGreaterThan(2)
    const end = await replay(archived(env.CHECKPOINTS, env, log.clinicId), key, sealed)
    expect(end?.sequence).toBe(size)
    expect(end?.hash).toBe(sealed[0]?.hash)
    const edited = async function* () {
      for await (const row of archived(env.CHECKPOINTS, env, log.clinicId)) {
        yield row.sequence === 6_000 ? { ...row, account_name: 'Somebody Else' } : row
      }
    }
    expect(await replay(edited(), key, sealed)).toBeUndefined()
    const others = sealed.map(one => (one.sequence === size ? { ...one, hash: 'x' } : one))
    expect(await replay(archived(env.CHECKPOINTS, env, log.clinicId), key, others)).toBeUndefined()
  })

  test('what is in R2 says nothing to whoever has no key, and opens for no other clinic', async () => {
    const { objects } = await env.CHECKPOINTS.list({ prefix: `${log.clinicId}/entries/` })
    const [first] = objects
    const object = first && (await env.CHECKPOINTS.get(first.key, {}))
    if (!object) throw new Error('nothing was archived')
    const bytes = await object.arrayBuffer()
    const text = Buffer.from(bytes).toString('latin1')
    for (const known of ['patient.read', 'acc-1', '"sequence"']) expect(text.includes(known)).toBe(false)
    const other = `cln-${crypto.randomUUID()}`
    await env.CHECKPOINTS.put(first.key.replace(log.clinicId, other), bytes, { customMetadata: object.customMetadata })
    await expect(archived(env.CHECKPOINTS, env, other).next()).rejects.toThrow()
    const stranger = { ...env, REFRESH_SECRET: 'another' }
    await expect(archived(env.CHECKPOINTS, stranger, log.clinicId).next()).rejects.toThrow()
  })
})

test('checkpoints under the keys of before are understood, beside new ones', async () => {
  const log = aLog()
  await log.grow(80)
  const key = { secret, clinicId: log.clinicId }
  const rowAt = async (sequence: number) => {
    const [row] = await log.sql(sql => sql.exec<EntryRow>('SELECT * FROM entry WHERE sequence = ?', sequence).toArray())
    return { sequence, hash: row?.hash ?? '' }
  }
  const old = toCheckpoint(await rowAt(60), 5, key)
  const put = (hash: string, signature: string) =>
    env.CHECKPOINTS.put(`${log.clinicId}/${String(60).padStart(12, '0')}`, '', {
      customMetadata: { hash, count: '60', at: '5', signature },
    })
  await put(old.hash, old.signature)
  expect(await log.verify()).toMatchObject({ ok: true, checkpoint: { sequence: 60 }, young: 20 })
  const other = toCheckpoint({ sequence: 60, hash: 'another' }, 5, key)
  await put(other.hash, other.signature)
  expect((await log.verify()).broken).toEqual({ sequence: 60, reason: 'differs_from_checkpoint' })
  await log.seal()
  expect(await log.verify()).toMatchObject({
    checkpoint: { sequence: 80 },
    broken: { sequence: 60, reason: 'differs_from_checkpoint' },
  })
})
