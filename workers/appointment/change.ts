import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { changeRow } from '#shared/ledger'
import { may } from '#shared/permissions'
import { fail, ok, type Result } from '#shared/result'
import type { Appointment, ChangeAppointment, ChangeFailure, Status } from './contract.ts'
import { isPatient } from './free.ts'
import { namesOf } from './neighbours.ts'
import { approve, askStaff, explained, longestSelfBooked, type Plan, timesOf, usableRoom } from './plan.ts'
import { appointment, type VisitTypeRow } from './schema.ts'
import { knowsStaff } from './start.ts'
import { busyOf, stepRow } from './step.ts'
import { reachable, steps, toAppointment, type VisitRow, visit } from './view.ts'
import { findVisitType } from './visit-types.ts'

type Outcome = Result<Appointment, ChangeFailure>
interface Change {
  id: string
  version: number
  change: ChangeAppointment
}

/** What may be changed while the visit has this status; whoever is with the doctor can only change rooms. */
const whileRunning: readonly string[] = ['roomId', 'reason', 'urgent']
const changeable: readonly Status[] = ['booked', 'confirmed', 'arrived', 'in_progress']
/** What patients may change of their own visits, as long as they are ahead. */
const byPatients: readonly string[] = ['startsAt', 'staffId', 'reason']

/**
 * Change a visit: another time (by drag or by choice), doctor, room, type or reason, as one operation; the old time is free at once. A
 * merge patch. The rules of booking hold again for what is new: hours where time or doctor change, overlaps by the trigger
 * `appointment_never_moved_into_another`.
 *
 * @returns the visit; `not_found`, `stale`, `wrong_status`; the failures of booking.
 */
export async function changeAppointment(
  context: Context<AppointmentEnv>,
  { id, version, change }: Change,
): Promise<Outcome> {
  const { db, at } = context
  const [[seen], type] = await Promise.all([
    visit(context, id),
    change.visitTypeId ? findVisitType(context, change.visitTypeId) : undefined,
  ])
  if (!seen) return fail('not_found')
  if (seen.version !== version) return fail('stale')
  const refused = refusedChange(context, seen, change, type)
  if (refused) return refused

  const plan = planOf(seen, change, type)
  const approved = await approvedChange(context, seen, change, plan)
  if (!approved.ok) return approved
  const { visitTypeId, mode, reason, urgent } = change
  const roomId = change.roomId === undefined ? approved.value.roomId : change.roomId
  const when = and(eq(appointment.version, version), inArray(appointment.status, [...changeable]))
  try {
    const [, [changed], [row], history] = await db.batch([
      stepRow(context, id, 'changed', at, when),
      db
        .update(appointment)
        .set({
          visitTypeId,
          mode,
          reason,
          urgent,
          roomId,
          staffId: change.staffId,
          ...(takesTime(change) ? timesOf(plan) : {}),
          ...(change.overbook === undefined ? {} : { overbookReason: change.overbook?.reason ?? null }),
          version: sql`${appointment.version} + 1`,
          updatedAt: at,
        })
        .where(and(reachable(context, id), when))
        .returning({ id: appointment.id }),
      visit(context, id),
      steps(context, id),
      changeRow(context, 'appointment', id, 'appointment.changed', { fields: Object.keys(change) }),
    ])
    if (!changed || !row) return fail('stale')
    return ok(toAppointment(row, history, await namesOf(context, [row])))
  } catch (error) {
    const busy = busyOf(error)
    if (busy)
      return explained(
        context,
        busy,
        plan,
        change.roomId === undefined ? seen.roomId : change.roomId,
        approved.value.asked,
      )
    throw error
  }
}

const takesTime = ({ startsAt, minutes, visitTypeId }: ChangeAppointment) =>
  startsAt !== undefined || minutes !== undefined || visitTypeId !== undefined

function refusedChange(context: Context, seen: VisitRow, change: ChangeAppointment, type: VisitTypeRow | undefined) {
  const fields = Object.keys(change)
  const { actor } = context
  if (isPatient(context)) {
    if (fields.some(field => !byPatients.includes(field))) return fail('forbidden')
    if (seen.status !== 'booked' && seen.status !== 'confirmed') return fail('wrong_status', { status: seen.status })
    if ((seen.endsAt - seen.startsAt) / 60_000 > longestSelfBooked && !seen.visitTypeId) return fail('forbidden')
  }
  if (change.overbook && actor.kind !== 'system' && !may(actor.roles, 'appointment.overbook')) return fail('forbidden')
  if (!changeable.includes(seen.status)) return fail('wrong_status', { status: seen.status })
  if (seen.status === 'in_progress' && fields.some(field => !whileRunning.includes(field))) {
    return fail('wrong_status', { status: seen.status })
  }
  if (change.visitTypeId && !type?.active) return fail('visit_type_not_found')
  return undefined
}

/** The visit as it will be. A new type brings its length and buffers; otherwise it stays as long as it was. */
function planOf(seen: VisitRow, change: ChangeAppointment, type: VisitTypeRow | undefined): Plan {
  const minutes = (from: number, to: number) => (to - from) / 60_000
  const keepsBuffers = change.visitTypeId === undefined
  return {
    id: seen.id,
    patientId: seen.patientId,
    staffId: change.staffId ?? seen.staffId ?? '',
    startsAt: change.startsAt === undefined ? seen.startsAt : Date.parse(change.startsAt),
    minutes: change.minutes ?? type?.minutes ?? minutes(seen.startsAt, seen.endsAt),
    bufferBefore: keepsBuffers ? minutes(seen.busyFrom, seen.startsAt) : (type?.bufferBefore ?? 0),
    bufferAfter: keepsBuffers ? minutes(seen.endsAt, seen.busyUntil) : (type?.bufferAfter ?? 0),
    overbooked: Boolean(change.overbook) || (seen.overbookReason !== null && change.overbook !== null),
  }
}

/** Ask for the hours where time, doctor or the overbooking mark change; a walk-in needs none, only its doctor. */
async function approvedChange(context: Context<AppointmentEnv>, seen: VisitRow, change: ChangeAppointment, plan: Plan) {
  if (seen.kind === 'walk_in') {
    const known = await knowsStaff(context, change.staffId)
    return known.ok ? ok({ roomId: undefined, asked: undefined }) : known
  }
  const asks = takesTime(change) || change.staffId !== undefined || change.overbook === null
  if (!asks) return ok({ roomId: undefined, asked: undefined })
  const asked = await askStaff(context, plan.staffId, plan.startsAt)
  const approved = await approve(context, plan, asked)
  if (!approved.ok) return approved
  const otherDoctor = change.staffId !== undefined && change.staffId !== seen.staffId
  const inPerson = (change.mode ?? seen.mode) === 'in_person'
  // Another doctor brings the room of that session; otherwise the visit stays where it is.
  return ok({
    roomId: otherDoctor && inPerson ? usableRoom(context.clinicId, approved.value.roomId) : undefined,
    asked,
  })
}
