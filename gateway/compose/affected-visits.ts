import * as v from 'valibot'
import type { Actor } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { log, thrown } from '#shared/log'
import { ok, type Result } from '#shared/result'
import { BoardRow } from '../../workers/appointment/visits/contract.ts'
import { Absence, type AddAbsence } from '../../workers/staff/hours/absences/contract.ts'
import { type AddOpening, Opening } from '../../workers/staff/hours/openings/contract.ts'
import type { GatewayBindings } from '../gateway.ts'

/**
 * What someone's absence, or an opening taken back, does to visits: the staff Worker knows the one, the appointment Worker the other, so it
 * is put together here. Where the second is silent, the first is done all the same, and the answer says that it could not look.
 */
const affected = {
  /** The visits affected, first of them first, at most 100. */
  hit: v.array(BoardRow),
  /** More than 100, or not known: `GET /api/appointments/displaced` says more. */
  hitTruncated: v.boolean(),
  hitUnavailable: v.optional(v.literal(true)),
}
export const AbsenceAnswer = v.object({ ...Absence.entries, ...affected })
export const OpeningAnswer = v.object({ ...Opening.entries, ...affected })
export const AbsencePreview = v.object({ startsAt: v.string(), endsAt: v.string(), ...affected })

export interface Span {
  startsAt: string
  endsAt: string
}
export interface Affected {
  hit: v.InferOutput<typeof BoardRow>[]
  hitTruncated: boolean
  hitUnavailable?: true
}
type Bindings = Pick<GatewayBindings, 'STAFF' | 'APPOINTMENT'>

export async function addAbsence(
  env: Bindings,
  actor: Actor,
  input: { staffId: string; absence: AddAbsence },
): Promise<Result<v.InferOutput<typeof AbsenceAnswer>, FailureCode>> {
  return withAffected(env, actor, await env.STAFF['absence.add'](actor, input), false)
}

export async function addOpening(
  env: Bindings,
  actor: Actor,
  input: { staffId: string; opening: AddOpening },
): Promise<Result<v.InferOutput<typeof OpeningAnswer>, FailureCode>> {
  return withAffected(env, actor, await env.STAFF['opening.add'](actor, input), true)
}

export async function removeOpening(
  env: Bindings,
  actor: Actor,
  input: { staffId: string; id: string; version: number },
): Promise<Result<v.InferOutput<typeof OpeningAnswer>, FailureCode>> {
  return withAffected(env, actor, await env.STAFF['opening.remove'](actor, input), true)
}

/** Which visits an absence would affect that is only thought of. */
export async function previewAbsence(
  env: Bindings,
  actor: Actor,
  { staffId, startsAt, endsAt }: Span & { staffId: string },
): Promise<Result<Span & Affected, FailureCode>> {
  const [member, found] = await Promise.all([
    env.STAFF['staff.read'](actor, staffId),
    visitsIn(env, actor, { staffId, from: startsAt, to: endsAt }),
  ])
  if (!member.ok) return member
  return found.ok ? ok({ startsAt, endsAt, ...found.value }) : found
}

/** Add the visits affected to what a verb of the staff Worker answers. @param uncovered only those that no hours cover any more. */
async function withAffected<T extends Span & { staffId: string }>(
  env: Bindings,
  actor: Actor,
  saved: Result<T, FailureCode>,
  uncovered: boolean,
): Promise<Result<T & Affected, FailureCode>> {
  if (!saved.ok) return saved
  const { staffId, startsAt, endsAt } = saved.value
  const found = await visitsIn(env, actor, { staffId, from: startsAt, to: endsAt, uncovered })
  return ok({ ...saved.value, ...(found.ok ? found.value : unknown) })
}

const unknown: Affected = { hit: [], hitTruncated: false, hitUnavailable: true }

/** The visits of a range. What cannot be learnt is `hitUnavailable`; a refusal of the appointment Worker stands. */
async function visitsIn(
  env: Bindings,
  actor: Actor,
  asked: { staffId: string; from: string; to: string; uncovered?: boolean },
): Promise<Result<Affected, FailureCode>> {
  const { requestId, clinicId } = actor
  const call = env.APPOINTMENT['appointment.affected']({ ...actor, repeat: undefined }, asked)
  const found = await settleWithin(budgets.read, call)
  if ('error' in found) {
    log('affected_visits.unavailable', { requestId, clinicId, ...thrown(found.error) })
    return ok(unknown)
  }
  if (found.value.ok) return ok({ hit: found.value.value.items, hitTruncated: found.value.value.truncated })
  return found.value.code === 'internal' ? ok(unknown) : found.value
}
