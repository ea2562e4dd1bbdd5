import type { Actor } from '#shared/actor'
import type { Role } from '#shared/permissions'
import type { Author } from './contract.ts'

/**
 * Who writes an entry, in the role it is written in: of a person with several roles the clinical one, and for a nursing note the nurse's.
 *
 * @param first the role to prefer where the actor has it.
 */
export function authorOf(actor: Actor, first: Role = 'doctor'): Author {
  const clinical: Role[] = [first, 'doctor', 'nurse']
  const role = clinical.find(one => actor.roles.includes(one)) ?? actor.roles[0] ?? actor.kind
  return { id: actor.accountId, name: actor.name, role }
}

/** An author as columns. */
export function recordedBy(author: Author) {
  return { recordedById: author.id, recordedByName: author.name, recordedByRole: author.role }
}
