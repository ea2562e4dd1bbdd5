import type { IdentityProof, LinkedPerson } from '../../../workers/patient/duplicates/contract.ts'
import type { RelationRow } from './opening.ts'

/** What a relation reaches where records are merged. A merge joins what is written of one person and makes nobody a reader of it. */

type Given = Pick<RelationRow, 'patientId' | 'opening' | 'approvedAt'>
/** As the row says, or as its answer does. */
type Standing = Pick<RelationRow, 'opening' | 'approvedAt'> | { approved: boolean }

/**
 * `whole`: every record of the person, since the identity of the relation's own record is proved by a document, or the relation was
 * approved or is older than the rule. `own`: that record alone, of the patient who is kept, and closed until it is approved. `ends`: nothing.
 */
export function reachAfterMerge(relation: Standing, proof: IdentityProof, kept: boolean): 'whole' | 'own' | 'ends' {
  if (proof === 'document') return 'whole'
  if (proof === 'none') return 'ends'
  const approved =
    'approved' in relation ? relation.approved : relation.opening === 'at_once' || relation.approvedAt !== null
  if (approved) return 'whole'
  return kept ? 'own' : 'ends'
}

type Person = Pick<LinkedPerson, 'id' | 'ids' | 'records'>

/** The ids of the person's records that a relation reaches, the one that is shown first. */
export function idsReached(relation: Given, person: Person | undefined): string[] {
  if (!person || person.ids.length === 1) return [relation.patientId]
  const proof = person.records.find(one => one.id === relation.patientId)?.proof ?? 'none'
  const reach = reachAfterMerge(relation, proof, person.id === relation.patientId)
  return reach === 'whole' ? person.ids : reach === 'own' ? [relation.patientId] : []
}
