import type { Actor } from '#shared/actor'
import { currencyDecimals } from '#shared/money'
import { iso } from '#shared/time'
import { settle } from '../answer.ts'
import type { GatewayBindings } from '../gateway.ts'
import { idleSeconds } from './alive.ts'
import type { Membership, Session, TokenSession } from './contract.ts'
import { isStaff, type MembershipRow } from './memberships.ts'
import type { SignedIn } from './session.ts'
import { type AccessClaims, accessTokenLife, actorOf, signAccessToken } from './token.ts'

/** What the web app learns of who is signed in, and what the access token carries. */

function toMemberships(rows: MembershipRow[], names: Map<string, string>): Membership[] {
  const found = new Map<string, Membership>()
  for (const row of rows) {
    const [role] = row.roles
    if (!role) continue
    const one = found.get(row.id) ?? {
      id: row.id,
      clinicId: row.clinicId,
      clinicName: row.clinicName,
      timezone: row.timezone,
      currency: row.currency,
      currencyDecimals: currencyDecimals(row.currency),
      locale: row.locale,
      role,
      roles: row.roles,
      staffId: row.staffId ?? undefined,
      patientId: undefined,
      patients: [],
    }
    if (row.patientId && row.relation) {
      one.patients.push({ patientId: row.patientId, name: names.get(row.patientId) ?? '', relation: row.relation })
      if (row.relation === 'self') one.patientId = row.patientId
    }
    found.set(row.id, one)
  }
  return [...found.values()]
}

function claimsOf(who: SignedIn, here: Membership, version: number): AccessClaims {
  const others = here.patients.filter(one => one.relation !== 'self')
  return {
    sub: who.account.id,
    sid: who.sessionId,
    name: who.account.name,
    clinicId: here.clinicId,
    timezone: here.timezone,
    currency: here.currency,
    locale: here.locale,
    roles: here.roles,
    staffId: here.staffId,
    patients: here.patients.map(one => one.patientId),
    mv: version,
    ...(others.length > 0 ? { guardianOf: others.map(one => one.patientId) } : {}),
  }
}

/** Names of the people the account stands for. They are a courtesy: a silent patient Worker costs the names, not the sign-in. */
async function namesOf(env: GatewayBindings, actor: Actor): Promise<Map<string, string>> {
  if (actor.patients.length === 0) return new Map()
  const outcome = await settle(800, env.PATIENT.cards(actor, actor.patients))
  if (!('value' in outcome) || !outcome.value.ok) return new Map()
  return new Map(outcome.value.value.map(card => [card.id, card.name]))
}

/** The session as the web app sees it, with the claims of its access token. */
export async function toSession(
  env: GatewayBindings,
  who: SignedIn,
  requestId: string,
  at: number,
): Promise<{ session: Session; claims: AccessClaims }> {
  const plain = toMemberships(who.memberships, new Map())
  const here = plain.find(one => one.clinicId === who.clinicId)
  const version = who.memberships.find(row => row.clinicId === who.clinicId)?.version
  if (!here || version === undefined) throw new Error('a session without its membership')
  const claims = claimsOf(who, here, version)
  const names = await namesOf(env, actorOf(claims, requestId, at))
  const memberships = toMemberships(who.memberships, names)
  const membership = memberships.find(one => one.clinicId === who.clinicId) ?? here
  return { session: { account: who.account, membership, memberships }, claims }
}

/** The same, with a fresh access token. */
export async function toTokenSession(
  env: GatewayBindings,
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
