import { readFileSync } from 'node:fs'
import { signAccessToken } from '../gateway/identity/sessions/token.ts'
import type { State } from '../scripts/local/state.ts'
import type { Role } from '../workers/shared/permissions.ts'
import { clinic, ids } from './seed/clinic.ts'

/** A token of a member of the measured clinic in this role, made with the state's own key and renewed before it expires. */
export type Tokens = (role: Role) => Promise<string>

export function tokensOf(state: State): Tokens {
  const SIGNING_KEYS = /^SIGNING_KEYS=(.*)$/m.exec(readFileSync(state.secrets, 'utf8'))?.[1] ?? ''
  const made = new Map<Role, { token: string; at: number }>()
  return async role => {
    const now = Date.now()
    const last = made.get(role)
    if (last && now - last.at < 300_000) return last.token
    const claims = {
      sub: `acc-b-${role}`,
      sid: `ses-b-${role}`,
      name: `The ${role}`,
      clinicId: clinic.id,
      timezone: clinic.timezone,
      currency: clinic.currency,
      locale: clinic.locale,
      roles: [role],
      staffId: role === 'doctor' ? ids.doctor(0) : undefined,
      patients: [],
      mv: 1,
    }
    const token = await signAccessToken({ SIGNING_KEYS, ISSUER: 'smart-healthcare' }, claims, now)
    made.set(role, { token, at: now })
    return token
  }
}
