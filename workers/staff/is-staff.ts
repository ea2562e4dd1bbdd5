import type { Actor } from '#shared/actor'

/** Whether someone of the clinic asks: only they see licences, when a colleague will leave and why one is away. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'system' || actor.roles.some(role => role !== 'patient')
}
