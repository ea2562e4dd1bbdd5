import { and, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import { currencyDecimals } from '#shared/money'
import { iso } from '#shared/time'
import type { LinkedPerson } from '../../../workers/patient/duplicates/contract.ts'
import type { IdentityEnv } from '../../gateway.ts'
import { isStaff, type MembershipRow } from '../members/memberships.ts'
import { isOpen } from '../relations/opening.ts'
import { idsReached } from '../relations/reach.ts'
import { standsFor } from '../relations/schema.ts'
import { idleSeconds } from '../session-validity/session-validity.ts'
import type { Membership, Session, TokenSession } from './contract.ts'
import type { SignedIn } from './session-state.ts'
import { type AccessClaims, accessTokenLife, actorOf, signAccessToken } from './token.ts'

/** What the web app learns of who is signed in, and what the access token carries. */

type Person = Pick<LinkedPerson, 'id' | 'ids' | 'name' | 'records' | 'archived' | 'deceased'>
/** Whom the account stands for in one clinic: each person under all ids; undefined where the patient Worker is silent. */
interface People {
  clinicId: string
  found: Map<string, Person> | undefined
}

interface Stood {
  /** The ids that the relation reaches, the one that is shown first. */
  ids: string[]
  name: string
  relation: NonNullable<MembershipRow['relation']>
  /** The patient whom the relation names. */
  of: string
  open: boolean
}

/**
 * Whom one row stands for, and how far. The portal of somebody who is archived or has died is closed. While the patient Worker is silent the
 * own record alone is reached, and only where it has said that there is a portal since anything last changed about it.
 */
function stoodFor(row: MembershipRow, people: People, at: number): Stood | undefined {
  const { patientId, relation, opening, approvedAt, standsSince, heldFor, covers, portalOpen } = row
  if (!patientId || !relation || !opening || standsSince === null) return undefined
  const asked = row.clinicId === people.clinicId
  if (asked && !people.found && !portalOpen) return undefined
  const person = asked ? people.found?.get(patientId) : undefined
  const given = { patientId, opening, approvedAt, createdAt: standsSince, heldFor, covers: covers ?? [] }
  const ids = person?.archived || person?.deceased ? [] : idsReached(given, person)
  const [shown] = ids
  if (!shown) return undefined
  const name = shown === person?.id ? person.name : (person?.records.find(one => one.id === shown)?.name ?? '')
  return { ids, name, relation, of: patientId, open: isOpen(given, at) }
}

function toMemberships(rows: MembershipRow[], people: People, at: number): Membership[] {
  const found = new Map<string, Membership>()
  for (const row of rows) {
    const [role] = row.roles
    if (!role) continue
    const one = found.get(row.id) ?? {
      id: row.id,
      clinicId: row.clinicId,
      clinicName: row.clinicName,
      timezone: row.timezone,
      country: row.country,
      currency: row.currency,
      currencyDecimals: currencyDecimals(row.currency),
      locale: row.locale,
      role,
      roles: row.roles,
      staffId: row.staffId ?? undefined,
      patientId: undefined,
      patients: [],
    }
    const stood = stoodFor(row, people, at)
    if (stood) {
      const [patientId = stood.of] = stood.ids
      const known = one.patients.find(other => other.patientId === patientId)
      if (!known) one.patients.push({ patientId, name: stood.name, relation: stood.relation })
      else if (stood.relation === 'self') known.relation = 'self'
      if (stood.relation === 'self') one.patientId = patientId
    }
    found.set(row.id, one)
  }
  return [...found.values()]
}

function claimsOf(who: SignedIn, here: Membership, people: People, at: number): AccessClaims {
  const rows = who.memberships.filter(row => row.clinicId === here.clinicId)
  const stood = rows.flatMap(row => stoodFor(row, people, at) ?? [])
  const idsOf = (those: Stood[]) => [...new Set(those.flatMap(one => one.ids))]
  const self = new Set(idsOf(stood.filter(one => one.relation === 'self')))
  const others = idsOf(stood).filter(id => !self.has(id))
  const open = new Set(idsOf(stood.filter(one => one.open)))
  const waiting = stood.filter(one => one.ids.some(id => !open.has(id)))
  return {
    sub: who.account.id,
    sid: who.sessionId,
    name: who.account.name,
    clinicId: here.clinicId,
    timezone: here.timezone,
    country: here.country,
    currency: here.currency,
    locale: here.locale,
    roles: here.roles,
    staffId: here.staffId,
    patients: idsOf(stood),
    mv: rows[0]?.version ?? 0,
    ...(others.length > 0 ? { guardianOf: others } : {}),
    ...(waiting.length > 0 ? { waiting: Object.fromEntries(waiting.map(one => [one.of, one.ids])) } : {}),
  }
}

/** Who the people are that the account stands for: names, and the ids that were merged. */
async function peopleOf(env: IdentityEnv, actor: Actor): Promise<People['found']> {
  if (actor.patients.length === 0) return new Map()
  const outcome = await settleWithin(budgets.names, env.PATIENT['patient.persons'](actor, actor.patients))
  if (!('value' in outcome) || !outcome.value.ok) return undefined
  return new Map(outcome.value.value.flatMap(person => person.ids.map(id => [id, person] as const)))
}

/** Remember which portals are open, for when the patient Worker is silent; nothing is written where that is known. */
async function rememberOpen(env: IdentityEnv, { memberships }: SignedIn, people: People, at: number): Promise<void> {
  const rows = memberships.filter(row => row.clinicId === people.clinicId)
  const news = rows.filter(
    row => !row.portalOpen && people.found?.has(row.patientId ?? '') && stoodFor(row, people, at),
  )
  const [first] = news
  if (!first) return
  await drizzle(env.IDENTITY_DB)
    .update(standsFor)
    .set({ portalOpen: true })
    .where(
      and(
        eq(standsFor.clinicId, people.clinicId),
        eq(standsFor.membershipId, first.id),
        sql`${standsFor.patientId} IN (SELECT value FROM json_each(${JSON.stringify(news.map(row => row.patientId))}))`,
        // What has changed since these rows were read made the membership a version newer.
        sql`EXISTS (SELECT 1 FROM membership m WHERE m.id = stands_for.membership_id AND m.version = ${first.version})`,
      ),
    )
}

/** The session as the web app sees it, with the claims of its access token. */
export async function toSession(
  env: IdentityEnv,
  who: SignedIn,
  requestId: string,
  at: number,
): Promise<{ session: Session; claims: AccessClaims }> {
  const of = (people: People) => {
    const memberships = toMemberships(who.memberships, people, at)
    return { memberships, here: memberships.find(one => one.clinicId === who.clinicId) }
  }
  // Before anybody is asked, as if all were answered and nobody known: those whom the rows name.
  const unknown = { clinicId: who.clinicId, found: new Map() }
  const given = of(unknown).here
  if (!given) throw new Error('a session without its membership')
  const people = {
    clinicId: who.clinicId,
    found: await peopleOf(env, actorOf(claimsOf(who, given, unknown, at), requestId, at)),
  }
  const { memberships, here = given } = of(people)
  await rememberOpen(env, who, people, at)
  return {
    session: { account: who.account, membership: here, memberships },
    claims: claimsOf(who, here, people, at),
  }
}

/** The same, with a fresh access token. */
export async function toTokenSession(
  env: IdentityEnv,
  who: SignedIn,
  requestId: string,
  at: number,
): Promise<TokenSession> {
  const { session, claims } = await toSession(env, who, requestId, at)
  const accessToken = await signAccessToken(env, claims, at)
  return {
    accessToken,
    tokenType: 'Bearer',
    expiresIn: accessTokenLife,
    idleSeconds: isStaff(session.membership.roles) ? idleSeconds : undefined,
    sessionEndsAt: iso(who.expiresAt),
    ...session,
  }
}
