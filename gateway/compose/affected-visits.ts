import type { Context } from 'hono'
import * as v from 'valibot'
import type { FailureCode } from '#shared/failures'
import { ok, type Result } from '#shared/result'
import { BoardRow } from '../../workers/appointment/visits/contract.ts'
import { Absence, Opening } from '../../workers/staff/contract.ts'
import type { Gateway } from '../gateway.ts'
import { limits, settle } from '../http/answer.ts'

/**
 * What someone's absence, or an opening taken back, does to visits: the staff Worker knows the one, the appointment Worker the other, so it
 * is put together here. Where the second is silent, the first is done all the same, and the answer says that it could not look.
 */
const hits = {
  /** The visits hit, first of them first, at most 100. */
  hit: v.array(BoardRow),
  /** More than 100, or not known: `GET /api/appointments/displaced` says more. */
  hitTruncated: v.boolean(),
  hitUnavailable: v.optional(v.literal(true)),
}
export const AbsenceHits = v.object({ ...Absence.entries, ...hits })
export const OpeningHits = v.object({ ...Opening.entries, ...hits })
export const PreviewHits = v.object({ startsAt: v.string(), endsAt: v.string(), ...hits })

export interface Away {
  startsAt: string
  endsAt: string
}
export interface Hits {
  hit: v.InferOutput<typeof BoardRow>[]
  hitTruncated: boolean
  hitUnavailable?: true
}

/** Add the visits hit to what a verb of the staff Worker answers. @param uncovered only those that no hours cover any more. */
export async function withHits<T extends Away & { staffId: string }>(
  c: Context<Gateway>,
  call: Promise<Result<T, FailureCode>>,
  uncovered = false,
): Promise<Result<T & Hits, FailureCode>> {
  const saved = await call
  if (!saved.ok) return saved
  const { staffId, startsAt, endsAt } = saved.value
  const asked = { staffId, from: startsAt, to: endsAt, uncovered }
  const found = await settle(
    limits.read,
    c.env.APPOINTMENT['appointment.affected']({ ...c.var.actor, repeat: undefined }, asked),
  )
  if ('error' in found || !found.value.ok)
    return ok({ ...saved.value, hit: [], hitTruncated: false, hitUnavailable: true })
  const { items, truncated } = found.value.value
  return ok({ ...saved.value, hit: items, hitTruncated: truncated })
}

/** The same for an absence that is only thought of. */
export async function previewHits(
  c: Context<Gateway>,
  { staffId, startsAt, endsAt }: Away & { staffId: string },
): Promise<Result<Away & Hits, FailureCode>> {
  const [member, found] = await Promise.all([
    c.env.STAFF['staff.read'](c.var.actor, staffId),
    settle(
      limits.read,
      c.env.APPOINTMENT['appointment.affected'](c.var.actor, { staffId, from: startsAt, to: endsAt }),
    ),
  ])
  if (!member.ok) return member
  if ('error' in found || (!found.value.ok && found.value.code === 'internal'))
    return ok({ startsAt, endsAt, hit: [], hitTruncated: false, hitUnavailable: true })
  if (!found.value.ok) return found.value
  return ok({ startsAt, endsAt, hit: found.value.value.items, hitTruncated: found.value.value.truncated })
}
