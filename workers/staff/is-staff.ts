import type { Actor } from '#shared/actor'

/** Whether the actor works at the clinic. Only staff see licences, the day a colleague leaves, and the reason of an absence. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'system' || actor.roles.some(role => role !== 'patient')
}
