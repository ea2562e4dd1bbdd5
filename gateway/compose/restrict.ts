import type { Actor } from '#shared/actor'
import type { FailureCode } from '#shared/failures'
import { fail, type Result } from '#shared/result'
import type { Restriction, RestrictPatient } from '../../workers/record/restrictions/contract.ts'
import type { GatewayBindings } from '../gateway.ts'

/** Restrict a record. Whom it shuts out is a reader of this clinic: an id typed wrong would shut out nobody, and say nothing. */
export async function restrict(
  env: GatewayBindings,
  actor: Actor,
  input: RestrictPatient,
): Promise<Result<Restriction, FailureCode>> {
  const { blocked = [] } = input
  if (blocked.length > 0 && !blocked.includes(actor.accountId)) {
    const known = await env.IDENTITY['member.clinicians']({ ...actor, repeat: undefined })
    if (!known.ok) return known
    const accounts = new Set(known.value.items.map(one => one.accountId))
    const unknown = blocked.flatMap((id, i) => (accounts.has(id) ? [] : [{ path: `blocked.${i}`, rule: 'unknown' }]))
    if (unknown.length > 0) return fail('invalid_request', unknown)
  }
  return env.RECORD['restriction.set'](actor, input)
}
