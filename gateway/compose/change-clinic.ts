import type { Actor } from '#shared/actor'
import { type Answer, fail } from '#shared/result'
import type { ChangeClinic, Clinic } from '../../workers/staff/clinic/contract.ts'
import type { GatewayBindings } from '../gateway.ts'

/**
 * Change the clinic. Its currency stays once there are prices: each is an amount of that currency, and what was sold has been paid in it.
 *
 * @returns the clinic, `currency_in_use`, or what `clinic.change` refuses.
 */
export async function changeClinic(
  { STAFF, APPOINTMENT }: Pick<GatewayBindings, 'STAFF' | 'APPOINTMENT'>,
  actor: Actor,
  input: { version: number; change: ChangeClinic },
): Answer<Clinic, 'not_found' | 'stale' | 'slug_taken' | 'currency_in_use' | 'unavailable'> {
  const { currency } = input.change
  if (currency !== undefined) {
    const [now, prices] = await Promise.all([
      STAFF['clinic.read'](actor),
      APPOINTMENT['product.list'](actor, { limit: 1 }),
    ])
    if (!now.ok) return now
    if (!prices.ok) return fail('unavailable')
    if (now.value.currency !== currency && prices.value.items.length > 0) return fail('currency_in_use')
  }
  return STAFF['clinic.change'](actor, input)
}
