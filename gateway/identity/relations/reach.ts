import type { IdentityProof, LinkedPerson } from '../../../workers/patient/duplicates/contract.ts'
import type { RelationRow } from './opening.ts'

/**
 * What a relation reaches where records are merged. A merge joins what is written of one person and makes nobody a reader of it: the own
 * record, and of the others those that an approval has covered.
 */

type Given = Pick<RelationRow, 'patientId' | 'opening' | 'approvedAt' | 'covers'>
/** As the row says, or as its answer does. */
type Standing = Pick<RelationRow, 'opening' | 'approvedAt'> | { approved: boolean }

/**
 * What a merge does to a relation. `own`: it was approved, or is older than the rule, and goes on with its own record. `closes`: it is
 * new, and its own record closes, too: what is written from then on may be written there. `ends`: nobody has proved whose record it is.
 * What the merge has joined waits for an approval in either case.
 */
export function reachAfterMerge(relation: Standing, proof: IdentityProof, kept: boolean): 'own' | 'closes' | 'ends' {
  if (proof === 'none') return 'ends'
  const approved =
    'approved' in relation ? relation.approved : relation.opening === 'at_once' || relation.approvedAt !== null
  if (approved) return 'own'
  return kept || proof === 'document' ? 'closes' : 'ends'
}

type Person = Pick<LinkedPerson, 'id' | 'ids' | 'records'>

/** The ids of the person's records that a relation reaches, the one that is shown first. */
export function idsReached(relation: Given, person: Person | undefined): string[] {
  const { patientId, covers } = relation
  if (!person || person.ids.length === 1) return [patientId]
  const proof = person.records.find(one => one.id === patientId)?.proof ?? 'none'
  if (reachAfterMerge(relation, proof, person.id === patientId) === 'ends') return []
  const others = person.ids.filter(id => id !== patientId && covers.includes(id))
  return others.includes(person.id) ? [...others, patientId] : [patientId, ...others]
}
