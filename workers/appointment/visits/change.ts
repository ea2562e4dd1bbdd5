import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { namesOf } from '../other-workers.ts'
import { findVisitType } from '../visit-types/read.ts'
import type { VisitTypeRow } from '../visit-types/schema.ts'
import { changeSeen } from './apply-change.ts'
import type { Appointment, ChangeAppointment, ChangeFailure } from './contract.ts'
import { toAppointment, visit } from './view.ts'

type ChangeResult = Result<Appointment, ChangeFailure>

interface ChangeOfVisit {
  id: string
  version: number
  change: ChangeAppointment
}

/**
 * Change a visit: another time (by drag or by choice), doctor, room, assistants, type or reason, as one operation; the old time is free at
 * once. A merge patch. The rules of booking hold again for what is new: hours where time or people change, overlaps by the trigger
 * `appointment_never_moved_into_another`. Several visits of a series: series/change.ts.
 *
 * @returns the visit; `not_found`, `stale`, `wrong_status`; the failures of booking.
 */
export async function changeAppointment(
  context: Context<AppointmentEnv>,
  { id, version, change }: ChangeOfVisit,
): Promise<ChangeResult> {
  const [[seen], type] = await Promise.all([visit(context, id), visitTypeOf(context, change)])
  if (!seen) return fail('not_found')
  if (seen.version !== version) return fail('stale')
  const written = await changeSeen(context, seen, change, type)
  if (!written.ok) return written
  const { row, history } = written.value
  return ok(toAppointment(row, history, await namesOf(context, [row])))
}

/** The visit type that a change names. */
export async function visitTypeOf(
  context: Context,
  { visitTypeId }: ChangeAppointment,
): Promise<VisitTypeRow | undefined> {
  return visitTypeId ? findVisitType(context, visitTypeId) : undefined
}
