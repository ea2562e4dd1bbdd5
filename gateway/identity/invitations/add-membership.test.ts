import { and, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { times } from '../../../test/verbs/people.ts'
import { createAccount } from '../accounts/account.ts'
import { account } from '../accounts/schema.ts'
import { membership } from '../members/schema.ts'
import { standsFor } from '../relations/schema.ts'
import { addByInvitation } from './add-membership.ts'
import type { FoundInvitation } from './find-invitation.ts'
import { invitation } from './schema.ts'

const at = Date.parse('2026-03-02T12:00:00.000Z')
const asking = { requestId: 'a test', at }
const db = drizzle(env.IDENTITY_DB)

/** A clinic, and two accounts that reach for the same invitations. */
async function aRace() {
  const clinicId = `cln-${crypto.randomUUID()}`
  await env.IDENTITY_DB.prepare(
    `INSERT INTO clinic (id, name, timezone, country, currency, locale, status, created_at, updated_at)
     VALUES (?, 'Klinik Uji', 'UTC', 'US', 'USD', 'en', 'active', 0, 0)`,
  )
    .bind(clinicId)
    .run()
  const accounts = await Promise.all(
    times(2, i =>
      createAccount(
        env,
        { email: `${i}-${clinicId}@example.test`, name: 'Rina', locale: 'en', password: 'a good and long one' },
        at,
      ),
    ),
  )
  await theInviter(clinicId, accounts[0] ?? '')
  return { clinicId, accounts }
}

/** Somebody who may invite a patient into this clinic, and is none of those who accept. */
async function theInviter(clinicId: string, like: string): Promise<void> {
  const id = inviterOf(clinicId)
  await env.IDENTITY_DB.batch([
    env.IDENTITY_DB.prepare(
      `INSERT INTO account (id, email, name, locale, confirmed_at, created_at, updated_at)
       SELECT ?, ? || email, name, locale, 0, 0, 0 FROM account WHERE id = ?`,
    ).bind(id, id, like),
    env.IDENTITY_DB.prepare(
      `INSERT INTO membership (id, clinic_id, account_id, roles, created_at, updated_at) VALUES (?, ?, ?, '["owner"]', 0, 0)`,
    ).bind(`mbr-${crypto.randomUUID()}`, clinicId, id),
  ])
}

const inviterOf = (clinicId: string) => `acc-inviter-${clinicId}`

/** As a token finds it: read before anybody accepted. */
async function anInvitation(clinicId: string, patientId: string): Promise<FoundInvitation> {
  const [row] = await db
    .insert(invitation)
    .values({
      id: `inv-${crypto.randomUUID()}`,
      clinicId,
      name: 'Somebody',
      roles: ['patient'],
      patientId,
      relation: 'self',
      locale: 'en',
      round: 1,
      codeHash: crypto.randomUUID(),
      invitedBy: inviterOf(clinicId),
      invitedByName: 'Owner',
      expiresAt: at + 1,
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
    .returning()
  if (!row) throw new Error('no invitation')
  return { invitation: row, clinicName: 'Klinik Uji' }
}

test('of two accounts that accept a hundred invitations at once, each is accepted once and bound to one', async () => {
  const { clinicId, accounts } = await aRace()
  const all = await Promise.all(times(100, i => anInvitation(clinicId, `pat-${i}`)))
  const outcomes = await Promise.all(
    all.map(found => Promise.all(accounts.map(accountId => addByInvitation(env, found, { accountId }, asking)))),
  )
  for (const two of outcomes) {
    expect(two.map(one => (one === 'taken' ? one : one.ok ? 'ok' : one.code)).sort()).toEqual(['link_invalid', 'ok'])
  }
  const bound = await db.select().from(standsFor).where(eq(standsFor.clinicId, clinicId))
  expect(bound).toHaveLength(100)
  expect(new Set(bound.map(one => one.patientId)).size).toBe(100)
})

test('who looks first and writes then accepts some of them twice', async () => {
  const { clinicId, accounts } = await aRace()
  const all = await Promise.all(times(100, i => anInvitation(clinicId, `pat-${i}`)))
  const naive = async ({ invitation: { id } }: FoundInvitation, accountId: string) => {
    const here = eq(invitation.id, id)
    const open = await db
      .select({ id: invitation.id })
      .from(invitation)
      .where(and(here, isNull(invitation.acceptedAt)))
    if (open.length === 0) return false
    await db.update(invitation).set({ acceptedAt: at, acceptedBy: accountId, acceptance: accountId }).where(here)
    return true
  }
  const outcomes = await Promise.all(all.map(found => Promise.all(accounts.map(one => naive(found, one)))))
  expect(outcomes.filter(two => two.every(Boolean)).length).toBeGreaterThan(0)
})

test('of twenty new accounts for one address at once, one is made; the others hear that it is taken', async () => {
  const { clinicId } = await aRace()
  const email = `${crypto.randomUUID()}@example.test`
  const all = await Promise.all(times(20, i => anInvitation(clinicId, `pat-${i}`)))
  const outcomes = await Promise.all(
    all.map(found => addByInvitation(env, found, { email, passwordHash: 'x' }, asking)),
  )
  expect(outcomes.filter(one => one !== 'taken')).toMatchObject([{ ok: true }])
  expect(await db.select().from(account).where(eq(account.email, email))).toHaveLength(1)
  const accepted = await db
    .select({ acceptedAt: invitation.acceptedAt })
    .from(invitation)
    .where(eq(invitation.clinicId, clinicId))
  // What was taken back left nothing: those invitations still wait.
  expect(accepted.filter(one => one.acceptedAt !== null)).toHaveLength(1)
})

test('an invitation that has expired or was sent anew since is not accepted', async () => {
  const { clinicId, accounts } = await aRace()
  const [accountId = ''] = accounts
  const found = await anInvitation(clinicId, 'pat-1')
  expect(await addByInvitation(env, found, { accountId }, { ...asking, at: at + 1 })).toMatchObject({
    code: 'link_invalid',
  })
  await db.update(invitation).set({ round: 2 }).where(eq(invitation.id, found.invitation.id))
  expect(await addByInvitation(env, found, { accountId }, asking)).toMatchObject({ code: 'link_invalid' })
  expect(await db.select().from(membership).where(eq(membership.accountId, accountId))).toEqual([])
})

test('who was shut out is told so, by this clinic alone', async () => {
  const [here, there] = [await aRace(), await aRace()]
  const [accountId = ''] = here.accounts
  const found = await anInvitation(here.clinicId, 'pat-1')
  // Somebody else was first, after this one had looked.
  const [, other = ''] = here.accounts
  expect(await addByInvitation(env, found, { accountId: other }, asking)).toMatchObject({ ok: true })
  const shutOutOf = (clinicId: string) =>
    db.insert(membership).values({
      id: `mbr-${crypto.randomUUID()}`,
      clinicId,
      accountId,
      roles: ['nurse'],
      disabledAt: at,
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
  await shutOutOf(there.clinicId)
  expect(await addByInvitation(env, found, { accountId }, asking)).toMatchObject({ code: 'link_invalid' })
  await shutOutOf(here.clinicId)
  expect(await addByInvitation(env, found, { accountId }, asking)).toMatchObject({ code: 'already_member' })
})
