import type { Actor } from '#shared/actor'
import type { Answer } from '#shared/result'
import type { Hours, HoursQuery } from '../../workers/staff/hours/contract.ts'
import type { GatewayBindings } from '../gateway.ts'

/**
 * Hours as people may read them. When somebody is absent is for staff to know: patients get the open times alone, from which absences are
 * already taken out. The Workers ask the verb itself, with whoever books, because an assistant's absence stands in the way of a patient's visit.
 */
export async function hoursFor(
  { STAFF }: Pick<GatewayBindings, 'STAFF'>,
  actor: Actor,
  input: HoursQuery,
): Answer<Hours, 'invalid_request'> {
  const hours = await STAFF['hours.read'](actor, input)
  if (!hours.ok || actor.roles.some(role => role !== 'patient')) return hours
  const items = hours.value.items.map(item => ({ ...item, absences: [] }))
  return { ok: true, value: { ...hours.value, items } }
}
