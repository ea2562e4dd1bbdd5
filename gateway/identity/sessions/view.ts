import type { Actor } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import { currencyDecimals } from '#shared/money'
import { iso } from '#shared/time'
import type { LinkedPerson } from '../../../workers/patient/duplicates/contract.ts'
import type { IdentityEnv } from '../../gateway.ts'
import { isStaff, type MembershipRow } from '../members/memberships.ts'
import type { Membership, Session, TokenSession } from './contract.ts'
import type { SignedIn } from './session-state.ts'
import { idleSeconds } from './session-validity.ts'
import { type AccessClaims, accessTokenLife, actorOf, signAccessToken } from './token.ts'

/** What the web app learns of who is signed in, and what the access token carries. */

type Person = Pick<LinkedPerson, 'id' | 'ids' | 'name'>
/** Each person the account stands for, under every id that was merged into the survivor's. */
type People = Map<string, Person>

const alone = (id: string): Person => ({ id, ids: [id], name: '' })

function toMemberships(rows: MembershipRow[], people: People): Membership[] {
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
      const { id, name } = people.get(row.patientId) ?? alone(row.patientId)
      const known = one.patients.find(other => other.patientId === id)
      if (!known) one.patients.push({ patientId: id, name, relation: row.relation })
      else if (row.relation === 'self') known.relation = 'self'
      if (row.relation === 'self') one.patientId = id
    }
    found.set(row.id, one)
  }
  return [...found.values()]
}

function claimsOf(who: SignedIn, here: Membership, version: number, people: People): AccessClaims {
  const idsOf = ({ patientId }: Membership['patients'][number]) => (people.get(patientId) ?? alone(patientId)).ids
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
    patients: here.patients.flatMap(idsOf),
    mv: version,
    ...(others.length > 0 ? { guardianOf: others.flatMap(idsOf) } : {}),
  }
}

/**
 * Who the people are that the account stands for: names, and the ids that were merged. A silent patient Worker costs both, not the sign-in:
 * the account then stands for what it was given.
 */
async function peopleOf(env: IdentityEnv, actor: Actor): Promise<People> {
  if (actor.patients.length === 0) return new Map()
  const outcome = await settleWithin(budgets.names, env.PATIENT['patient.persons'](actor, actor.patients))
  if (!('value' in outcome) || !outcome.value.ok) return new Map()
  return new Map(outcome.value.value.flatMap(person => person.ids.map(id => [id, person] as const)))
}

/** The session as the web app sees it, with the claims of its access token. */
export async function toSession(
  env: IdentityEnv,
  who: SignedIn,
  requestId: string,
  at: number,
): Promise<{ session: Session; claims: AccessClaims }> {
  const of = (people: People) => {
    const memberships = toMemberships(who.memberships, people)
    return { memberships, here: memberships.find(one => one.clinicId === who.clinicId) }
  }
  const given = of(new Map()).here
  const version = who.memberships.find(row => row.clinicId === who.clinicId)?.version
  if (!given || version === undefined) throw new Error('a session without its membership')
  const people = await peopleOf(env, actorOf(claimsOf(who, given, version, new Map()), requestId, at))
  const { memberships, here = given } = of(people)
  return {
    session: { account: who.account, membership: here, memberships },
    claims: claimsOf(who, here, version, people),
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
