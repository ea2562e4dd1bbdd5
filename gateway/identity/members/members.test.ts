import { and, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { expect, test } from 'vitest'
import type { Actor } from '#shared/actor'
import { countingContext } from '../../../test/verbs/counting.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'
import type { IdentityEnv } from '../../gateway.ts'
import { clinic } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import { changeMember } from './change-member.ts'
import { listMembers } from './list-members.ts'
import { readMember } from './read-member.ts'
import { removeMember } from './remove-member.ts'
import { membership } from './schema.ts'

const as = (actor: Actor): IdentityContext => ({
  env,
  actor,
  clinicId: actor.clinicId,
  at: actor.at,
  reach: 'all',
  db: drizzle(env.IDENTITY_DB),
})

/** A clinic of so many owners, as identity knows it: accounts without a password, for nobody signs in here. */
async function aPractice(owners: number) {
  const { clinicId, as } = aClinic()
  const db = drizzle(env.IDENTITY_DB)
  const common = { timezone: 'UTC', country: 'US', currency: 'USD', locale: 'en' as const, createdAt: 0, updatedAt: 0 }
  await db.insert(clinic).values({ id: clinicId, name: 'Klinik Uji', status: 'active', version: 1, ...common })
  const ids: string[] = []
  for (let i = 0; i < owners; i++) ids.push(await aMember(clinicId, ['owner']))
  return { clinicId, owner: as('owner') as Actor, as, ids }
}

async function aMember(clinicId: string, roles: string[], patientId?: string): Promise<string> {
  const [accountId, id] = [`acc-${crypto.randomUUID()}`, `mbr-${crypto.randomUUID()}`]
  const statements = [
    `INSERT INTO account (id, email, name, locale, confirmed_at, created_at, updated_at) VALUES ('${accountId}', '${accountId}@example.test', 'Rina', 'en', 0, 0, 0)`,
    `INSERT INTO membership (id, clinic_id, account_id, roles, created_at, updated_at) VALUES ('${id}', '${clinicId}', '${accountId}', '${JSON.stringify(roles)}', 0, 0)`,
    ...(patientId
      ? [
          `INSERT INTO stands_for (clinic_id, membership_id, patient_id, relation, created_at) VALUES ('${clinicId}', '${id}', '${patientId}', 'self', 0)`,
        ]
      : []),
  ]
  await env.IDENTITY_DB.batch(statements.map(one => env.IDENTITY_DB.prepare(one)))
  return id
}

const shape = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code)

async function ownersOf(clinicId: string): Promise<number> {
  const row = await env.IDENTITY_DB.prepare(
    `SELECT count(*) AS n FROM membership m, json_each(m.roles) r WHERE m.clinic_id = ? AND m.disabled_at IS NULL AND r.value = 'owner'`,
  )
    .bind(clinicId)
    .first<{ n: number }>()
  return row?.n ?? 0
}

test('the last owner stays: neither another role, nor disabled, nor removed', async () => {
  const { owner, ids, clinicId } = await aPractice(1)
  const [id = ''] = ids
  const tries = [
    changeMember(as(owner), { id, version: 1, change: { roles: ['doctor'] } }),
    changeMember(as(owner), { id, version: 1, change: { disabled: true } }),
    removeMember(as(owner), { id, version: 1 }),
  ]
  for (const one of await Promise.all(tries)) expect(one).toMatchObject({ ok: false, code: 'last_owner' })
  must(await changeMember(as(owner), { id, version: 1, change: { roles: ['owner', 'doctor'] } }))
  expect(await ownersOf(clinicId)).toBe(1)
})

test('a disabled owner is none', async () => {
  const { owner, ids } = await aPractice(2)
  const [one = '', other = ''] = ids
  must(await changeMember(as(owner), { id: one, version: 1, change: { disabled: true } }))
  expect(await removeMember(as(owner), { id: other, version: 1 })).toMatchObject({ code: 'last_owner' })
  must(await removeMember(as(owner), { id: one, version: 2 }))
})

const takingLeave = [
  (owner: Actor, id: string) => changeMember(as(owner), { id, version: 1, change: { roles: ['nurse'] } }),
  (owner: Actor, id: string) => changeMember(as(owner), { id, version: 1, change: { disabled: true } }),
  (owner: Actor, id: string) => removeMember(as(owner), { id, version: 1 }),
]

test('of two owners who take leave of each other at once, in a hundred clinics, one stays in each', async () => {
  const clinics = await Promise.all(times(102, () => aPractice(2)))
  const outcomes = await Promise.all(
    clinics.map(({ owner, ids }, i) => Promise.all(ids.map(id => takingLeave[i % 3]?.(owner, id) ?? never()))),
  )
  for (const two of outcomes) expect(two.map(shape).sort()).toEqual(['last_owner', 'ok'])
  for (const { clinicId } of clinics) expect(await ownersOf(clinicId)).toBe(1)
})

function never(): never {
  throw new Error('no such way')
}

test('who counts the owners first and then takes one away loses both, without the trigger', async () => {
  const db = drizzle(env.IDENTITY_DB)
  // The naive version, on rows that no trigger guards: the table's own copy.
  await env.IDENTITY_DB.prepare('CREATE TABLE naive (id TEXT PRIMARY KEY, clinic_id TEXT, roles TEXT) STRICT').run()
  const naive = async (clinicId: string, id: string) => {
    const others = await db.all(
      sql`SELECT id FROM naive WHERE clinic_id = ${clinicId} AND roles = 'owner' AND id <> ${id}`,
    )
    if (others.length > 0) await db.run(sql`UPDATE naive SET roles = 'nurse' WHERE id = ${id}`)
  }
  const clinics = times(100, i => `c${i}`)
  for (const one of clinics) {
    await db.run(sql`INSERT INTO naive VALUES (${`${one}-a`}, ${one}, 'owner'), (${`${one}-b`}, ${one}, 'owner')`)
  }
  await Promise.all(clinics.flatMap(one => [naive(one, `${one}-a`), naive(one, `${one}-b`)]))
  const left = await db.all(sql`SELECT DISTINCT clinic_id FROM naive WHERE roles = 'owner'`)
  await env.IDENTITY_DB.prepare('DROP TABLE naive').run()
  expect(left.length).toBeLessThan(100)
})

test('each change counts the version up, and a stale one changes nothing', async () => {
  const { owner, clinicId } = await aPractice(1)
  const id = await aMember(clinicId, ['nurse'])
  const changed = must(await changeMember(as(owner), { id, version: 1, change: { roles: ['doctor', 'nurse'] } }))
  expect(changed).toMatchObject({ version: 2, roles: ['doctor', 'nurse'], disabled: false, secondFactor: false })
  expect(must(await changeMember(as(owner), { id, version: 2, change: { disabled: true } }))).toMatchObject({
    version: 3,
    disabled: true,
  })
  expect(await changeMember(as(owner), { id, version: 2, change: { roles: ['owner'] } })).toMatchObject({
    code: 'stale',
  })
  expect(await removeMember(as(owner), { id, version: 2 })).toMatchObject({ code: 'stale' })
  expect(must(await readMember(as(owner), id)).roles).toEqual(['doctor', 'nurse'])
})

test('of twenty changes of one version at once, one is made', async () => {
  const { owner, clinicId } = await aPractice(1)
  const id = await aMember(clinicId, ['nurse'])
  const all = await Promise.all(
    times(20, () => changeMember(as(owner), { id, version: 1, change: { roles: ['doctor'] } })),
  )
  expect(all.map(shape).sort()).toEqual(['ok', ...times(19, () => 'stale')])
})

test('the portal is not given by hand, and ends with its role', async () => {
  const { owner, clinicId } = await aPractice(1)
  const nurse = await aMember(clinicId, ['nurse'])
  expect(
    await changeMember(as(owner), { id: nurse, version: 1, change: { roles: ['nurse', 'patient'] } }),
  ).toMatchObject({
    code: 'invalid_request',
  })
  const both = await aMember(clinicId, ['nurse', 'patient'], 'pat-1')
  const kept = must(await changeMember(as(owner), { id: both, version: 1, change: { roles: ['doctor', 'patient'] } }))
  expect(kept.patients).toEqual([{ patientId: 'pat-1', relation: 'self' }])
  expect(await changeMember(as(owner), { id: both, version: 1, change: { roles: ['doctor'] } })).toMatchObject({
    code: 'stale',
  })
  expect(must(await readMember(as(owner), both)).patients).toHaveLength(1)
  const staff = must(await changeMember(as(owner), { id: both, version: 2, change: { roles: ['doctor'] } }))
  expect(staff).toMatchObject({ patients: [], roles: ['doctor'] })
})

test("another clinic's members do not exist", async () => {
  const { owner } = await aPractice(1)
  const { ids } = await aPractice(2)
  const [id = ''] = ids
  expect(await readMember(as(owner), id)).toMatchObject({ code: 'not_found' })
  expect(await changeMember(as(owner), { id, version: 1, change: { disabled: true } })).toMatchObject({
    code: 'not_found',
  })
  expect(await removeMember(as(owner), { id, version: 1 })).toMatchObject({ code: 'not_found' })
  expect(must(await listMembers(as(owner), {})).items).toHaveLength(1)
})

test('the list is paged, and asked for by role, by patient and by whether they are disabled', async () => {
  const { owner, clinicId } = await aPractice(1)
  const nurse = await aMember(clinicId, ['nurse'])
  const parent = await aMember(clinicId, ['patient'], 'pat-7')
  must(await changeMember(as(owner), { id: nurse, version: 1, change: { disabled: true } }))
  const first = must(await listMembers(as(owner), { limit: 2 }))
  const second = must(await listMembers(as(owner), { limit: 2, cursor: first.nextCursor ?? '' }))
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
  const ids = async (input: Parameters<typeof listMembers>[1]) =>
    must(await listMembers(as(owner), input)).items.map(one => one.id)
  expect(await ids({ role: ['nurse', 'doctor'] })).toEqual([nurse])
  expect(await ids({ disabled: true })).toEqual([nurse])
  expect(await ids({ patientId: 'pat-7' })).toEqual([parent])
  expect(await listMembers(as(owner), { cursor: 'x' })).toMatchObject({ code: 'invalid_request' })
})

test('an account that is removed stays', async () => {
  const { owner, clinicId } = await aPractice(1)
  const id = await aMember(clinicId, ['patient'], 'pat-1')
  const { accountId } = must(await removeMember(as(owner), { id, version: 1 }))
  const db = drizzle(env.IDENTITY_DB)
  expect(
    await db
      .select()
      .from(membership)
      .where(and(eq(membership.clinicId, clinicId), eq(membership.id, id))),
  ).toEqual([])
  const row = await env.IDENTITY_DB.prepare('SELECT id FROM account WHERE id = ?').bind(accountId).first()
  expect(row).toEqual({ id: accountId })
})

test('the staff and who stands for a patient are read without the thousands who use the portal', async () => {
  const { owner, clinicId } = await aPractice(1)
  await aMember(clinicId, ['nurse'])
  const numbers = `SELECT value AS n FROM json_each('${JSON.stringify(times(2_000, i => i))}')`
  await env.IDENTITY_DB.batch(
    [
      `INSERT INTO account (id, email, name, locale, confirmed_at, created_at, updated_at) SELECT 'acc-${clinicId}-' || n, '${clinicId}-' || n, 'P', 'en', 0, 0, 0 FROM (${numbers})`,
      `INSERT INTO membership (id, clinic_id, account_id, roles, created_at, updated_at) SELECT 'mbr-${clinicId}-' || n, '${clinicId}', 'acc-${clinicId}-' || n, '["patient"]', 0, 0 FROM (${numbers})`,
      `INSERT INTO stands_for (clinic_id, membership_id, patient_id, relation, created_at) SELECT '${clinicId}', 'mbr-${clinicId}-' || n, 'pat-' || n, 'self', 0 FROM (${numbers})`,
    ].map(one => env.IDENTITY_DB.prepare(one)),
  )
  const reads = async (input: Parameters<typeof listMembers>[1]) => {
    const { context, counted } = countingContext<IdentityEnv>(env.IDENTITY_DB, owner)
    const { items } = must(await listMembers(context, input))
    return { items: items.length, rows: counted.rows }
  }
  const staff = await reads({ role: ['owner', 'doctor', 'nurse', 'receptionist'] })
  expect(staff.items).toBe(2)
  expect(staff.rows).toBeLessThan(40)
  const parent = await reads({ patientId: 'pat-1234' })
  expect(parent.items).toBe(1)
  expect(parent.rows).toBeLessThan(40)
  const first = await reads({ limit: 20 })
  expect(first.items).toBe(20)
  expect(first.rows).toBeLessThan(300)
})

test('who changed and who removed a member stays in the ledger, which nobody rewrites', async () => {
  const { owner, clinicId } = await aPractice(1)
  const id = await aMember(clinicId, ['nurse'])
  must(await changeMember(as(owner), { id, version: 1, change: { roles: ['doctor'] } }))
  expect(await changeMember(as(owner), { id, version: 1, change: { roles: ['nurse'] } })).toMatchObject({
    code: 'stale',
  })
  must(await removeMember(as(owner), { id, version: 2 }))
  const rows = await env.IDENTITY_DB.prepare(
    'SELECT action, account_id, detail FROM change WHERE object_id = ? ORDER BY rowid',
  )
    .bind(id)
    .all()
  expect(rows.results).toEqual([
    { action: 'change', account_id: owner.accountId, detail: '{"roles":["doctor"]}' },
    { action: 'remove', account_id: owner.accountId, detail: null },
  ])
  await expect(env.IDENTITY_DB.prepare('DELETE FROM change').run()).rejects.toThrow('append_only')
})
