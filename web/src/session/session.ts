import { useSyncExternalStore } from 'react'
import type { Action, Reach, Role } from '../../../workers/shared/permissions.ts'
import { may } from '../../../workers/shared/permissions.ts'
import { suggestLanguage } from '../i18n/language.ts'
import { setCountry, setZone } from '../i18n/time.ts'

export interface RepresentedPatient {
  patientId: string
  name: string
  relation: 'self' | 'guardian' | 'carer'
}

export interface Membership {
  id: string
  clinicId: string
  clinicName: string
  /** IANA zone. */
  timezone: string
  /** ISO 3166: decides units, the order of dates and the first day of the week. */
  country: string
  /** ISO 4217. */
  currency: string
  currencyDecimals: number
  locale: string
  role: Role
  roles: Role[]
  staffId?: string
  patientId?: string
  patients: RepresentedPatient[]
}

/** What sign-in, refresh and switch answer. */
export interface Session {
  accessToken: string
  tokenType: 'Bearer'
  /** Seconds. */
  expiresIn: number
  /** Seconds without activity after which the session ends; absent where it does not. */
  idleSeconds?: number
  /** When the session ends whatever happens. */
  sessionEndsAt?: string
  account: { id: string; name: string; email: string }
  membership: Membership
  memberships: Pick<Membership, 'id' | 'clinicId' | 'clinicName' | 'role' | 'roles'>[]
}

/** A session with the instant its access token ends, Unix milliseconds. The token lives in memory alone. */
export type ActiveSession = Session & { until: number }

let active: ActiveSession | null = null
const listeners = new Set<() => void>()

export function setSession(session: Session, until = Date.now() + session.expiresIn * 1000): ActiveSession {
  active = { ...session, until }
  setZone(session.membership.timezone)
  setCountry(session.membership.country)
  suggestLanguage(session.membership.locale)
  for (const listener of listeners) listener()
  return active
}

export function clearSession(): void {
  active = null
}

export function session(): ActiveSession | null {
  return active
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The session inside the app, where there always is one: `main.tsx` renders nothing before the first refresh. */
export function useSession(): ActiveSession {
  const now = useSyncExternalStore(subscribe, session)
  if (!now) throw new Error('used outside of a session')
  return now
}

export function useMembership(): Membership {
  return useSession().membership
}

/** How far the signed-in person's roles reach: what is shown. The entrypoints decide what is allowed. */
export function useMay(): (action: Action) => Reach | false {
  const { roles } = useMembership()
  return action => may(roles, action)
}
