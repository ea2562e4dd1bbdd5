import * as v from 'valibot'
import type { Actor } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { log, thrown } from '#shared/log'
import { fail, ok, type Result } from '#shared/result'
import type { LinkedPerson, Unmerged } from '../../workers/patient/duplicates/contract.ts'
import { Patient } from '../../workers/patient/patients/contract.ts'
import type { GatewayBindings } from '../gateway.ts'
import { MergedRelation } from '../identity/relations/contract.ts'
import { reachAfterMerge } from '../identity/relations/reach.ts'
import { settleEffects } from '../identity/settle-outboxes.ts'

interface Duplicate {
  id: string
  version?: number
}

/** The merged patient, or in a preview the one who would be, and the accounts that stand for either side, each with what becomes of it. */
export const MergeAnswer = v.object({ ...Patient.entries, relations: v.array(MergedRelation) })
type MergeAnswer = v.InferOutput<typeof MergeAnswer>

/** Merge a duplicate into the patient who is kept; whoever stands for either sees it at once. A merge carries no access along. */
export async function mergePatients(
  env: GatewayBindings,
  actor: Actor,
  input: Duplicate & { intoId: string },
): Promise<Result<MergeAnswer, FailureCode>> {
  // Read before the write: what they were is what is shown.
  const accounts = input.id === input.intoId ? ok([]) : await accountsOf(env, actor, input)
  if (!accounts.ok) return accounts
  const done = await env.PATIENT['patient.merge'](actor, input)
  if (!done.ok) return done
  await renewSessions(env, actor)
  return ok({ ...done.value, relations: accounts.value })
}

/** Which accounts a merge would touch. Changes nothing. */
export async function previewMerge(
  env: GatewayBindings,
  actor: Actor,
  input: Duplicate & { intoId: string },
): Promise<Result<MergeAnswer, FailureCode>> {
  const looked = await lookAtMerge(env, actor, input)
  if (!looked.ok) return looked
  const accounts = await accountsOf(env, actor, input)
  return accounts.ok ? ok({ ...looked.value, relations: accounts.value }) : accounts
}

/** What the merge itself would refuse, without it. */
async function lookAtMerge(
  env: GatewayBindings,
  actor: Actor,
  { id, intoId, version }: Duplicate & { intoId: string },
): Promise<Result<Patient, FailureCode>> {
  if (id === intoId) return fail('invalid_request', [{ path: 'intoId', rule: 'itself' }])
  const [one, other] = await Promise.all([
    env.PATIENT['patient.read'](actor, id),
    env.PATIENT['patient.read'](actor, intoId),
  ])
  if (!one.ok) return one
  if (!other.ok) return other.code === 'not_found' ? fail('patient_not_found') : other
  if (version !== undefined && version !== one.value.version) return fail('stale')
  const into = one.value.mergedInto ?? other.value.mergedInto
  return into === undefined ? one : fail('merged', { intoId: into })
}

/** The accounts in force on both sides. Of a side that is no patient there are none: the merge says so itself. */
async function accountsOf(
  env: GatewayBindings,
  actor: Actor,
  { id, intoId }: { id: string; intoId: string },
): Promise<Result<MergedRelation[], FailureCode>> {
  // Neither writes: the key of this request is the merge's own.
  const reader: Actor = { ...actor, repeat: undefined }
  const [known, ...lists] = await Promise.all([
    env.PATIENT['patient.persons'](reader, [id, intoId]),
    env.IDENTITY['relation.of_patient'](reader, { patientId: id }),
    env.IDENTITY['relation.of_patient'](reader, { patientId: intoId }),
  ])
  if (!known.ok) return known
  const failed = lists.find(one => !one.ok && one.code !== 'not_found')
  if (failed && !failed.ok) return failed
  const kept = known.value.find(person => person.ids.includes(intoId))?.id
  const all = lists.flatMap(one => (one.ok ? one.value.items : [])).filter(one => one.status !== 'ended')
  const once = new Map(all.map(one => [one.id, one]))
  return ok([...once.values()].map(one => ({ ...one, afterMerge: outcomeOf(one, known.value, kept) })))
}

function outcomeOf(
  relation: Omit<MergedRelation, 'afterMerge'>,
  people: LinkedPerson[],
  kept: string | undefined,
): MergedRelation['afterMerge'] {
  const records = people.flatMap(person => person.records)
  const proof = records.find(one => one.id === relation.patientId)?.proof ?? 'none'
  return reachAfterMerge(relation, proof, relation.patientId === kept)
}

/** Split a merged patient off again. */
export async function unmergePatient(
  env: GatewayBindings,
  actor: Actor,
  input: Duplicate,
): Promise<Result<Unmerged, FailureCode>> {
  const split = await env.PATIENT['patient.unmerge'](actor, input)
  if (split.ok) await renewSessions(env, actor)
  return split
}

/** Before the answer, so that open sessions see it at once; the sweep does what fails or takes longer. */
async function renewSessions(env: GatewayBindings, { requestId, clinicId }: Actor): Promise<void> {
  const outcome = await settleWithin(budgets.renewal, settleEffects(env, 'PATIENT'))
  if ('error' in outcome) log('outbox.failed', { requestId, clinicId, ...thrown(outcome.error) })
}

/** What follows where a patient's portals close or open: the sweep is behind it. */
export const portalsFollow = { after: (env: GatewayBindings) => settleEffects(env, 'PATIENT') }
