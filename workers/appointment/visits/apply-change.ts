import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows } from '#shared/database/ledger'
import { may } from '#shared/permissions'
import { fail, ok, type Result } from '#shared/result'
import { localDate } from '#shared/time'
import { approve } from '../booking-rules/approval.ts'
import { consumeHold, dailyGuard } from '../booking-rules/batch-preconditions.ts'
import { busyOf } from '../booking-rules/busy-failure.ts'
import { explained } from '../booking-rules/explanation.ts'
import { knowsStaff } from '../booking-rules/known-staff.ts'
import { type Plan, timesOf } from '../booking-rules/length.ts'
import { isPatient, longestSelfBooked, outsideNotice } from '../booking-rules/self-booking.ts'
import { usableRoom } from '../booking-rules/usable-room.ts'
import type { VisitTypeRow } from '../visit-types/schema.ts'
import { type Ask, askNow } from './change-questions.ts'
import type { ChangeAppointment, ChangeFailure } from './contract.ts'
import { appointment, type StepRow } from './schema.ts'
import { stepRow } from './steps/step-rows.ts'
import { reachable, steps, type VisitRow, visit } from './view.ts'

/** What may be changed while the visit has this status; whoever is with the doctor can only change rooms. */
const whileRunning: readonly string[] = ['roomId', 'assistantIds', 'reason', 'urgent']

/** What patients may change of their own visits, as long as they are ahead. */
const byPatients: readonly string[] = ['startsAt', 'staffId', 'reason', 'holdId']

/** Change a visit as it was seen: of two who saw the same, one finds it `stale`. */
export async function changeSeen(
  context: Context<AppointmentEnv>,
  seen: VisitRow,
  change: ChangeAppointment,
  type: VisitTypeRow | undefined,
  ask: Ask = askNow,
): Promise<Result<{ row: VisitRow; history: StepRow[] }, ChangeFailure>> {
  const { db, at } = context
  const refused = refusedChange(context, seen, change, type)
  if (refused) return refused
  const plan = planOf(seen, change, type)
  const approved = await approvedChange(context, seen, change, plan, ask)
  if (!approved.ok) return approved
  const { linkedIds } = approved.value
  const { visitTypeId, mode, reason, urgent, staffId, assistantIds } = change
  const roomId = change.roomId === undefined ? approved.value.roomId : change.roomId
  const when = and(eq(appointment.version, seen.version), eq(appointment.open, true))
  const before = [
    ...consumeHold(context, change.holdId),
    ...(plan.overbooked || !takesAnotherDay(context, seen, plan)
      ? []
      : dailyGuard(context, { ...plan, limit: approved.value.dailyMaximum, besides: seen.id })),
  ]
  try {
    const {
      changed: [changed],
      row: [row],
      history,
    } = await batch(db, {
      before,
      step: stepRow(context, seen.id, 'changed', at, when),
      changed: db
        .update(appointment)
        .set({
          visitTypeId,
          mode,
          reason,
          urgent,
          roomId,
          staffId,
          assistantIds,
          linkedIds,
          ...(urgent === undefined ? {} : { queueRank: null, queueDue: null, skippedAt: null }),
          ...(takesTime(change) ? timesOf(plan) : {}),
          ...(change.overbook === undefined ? {} : { overbookReason: change.overbook?.reason ?? null }),
          version: sql`${appointment.version} + 1`,
          updatedAt: at,
        })
        .where(and(reachable(context, seen.id), when))
        .returning({ id: appointment.id }),
      row: visit(context, seen.id),
      history: steps(context, seen.id),
      change: changeRows(context, {
        object: 'appointment',
        objectId: seen.id,
        action: 'appointment.changed',
        detail: { fields: Object.keys(change) },
        patient: seen.patientId,
      }),
    })
    if (!changed || !row) return fail('stale')
    return ok({ row, history })
  } catch (error) {
    const busy = busyOf(error)
    if (!busy) throw error
    const room = change.roomId === undefined ? seen.roomId : change.roomId
    return explained(context, busy, { ...plan, linkedIds: linkedIds ?? seen.linkedIds }, room, approved.value.asked)
  }
}

/** Whether the visit would be one more for that member of staff on that day. */
function takesAnotherDay({ actor }: Context, seen: VisitRow, plan: Plan): boolean {
  const date = (at: number) => localDate(at, actor.timezone)
  return plan.staffId !== seen.staffId || date(plan.startsAt) !== date(seen.startsAt)
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
  if (!seen.open) return fail('wrong_status', { status: seen.status })
  if (seen.status === 'in_progress' && fields.some(field => !whileRunning.includes(field))) {
    return fail('wrong_status', { status: seen.status })
  }
  if (change.visitTypeId && !type?.active) return fail('visit_type_not_found')
  if ((change.assistantIds ?? seen.assistantIds).includes(change.staffId ?? seen.staffId ?? '')) {
    return fail('invalid_request', [{ path: 'assistantIds', rule: 'other_staff' }])
  }
  return undefined
}

/** The visit as it will be. A new type brings its length and buffers; otherwise it stays as long as it was. */
function planOf(seen: VisitRow, change: ChangeAppointment, type: VisitTypeRow | undefined): Plan {
  const minutes = (from: number, to: number) => (to - from) / 60_000
  const keepsBuffers = change.visitTypeId === undefined
  return {
    id: seen.id,
    patientId: seen.patientId,
    linkedIds: seen.linkedIds,
    staffId: change.staffId ?? seen.staffId ?? '',
    startsAt: change.startsAt === undefined ? seen.startsAt : Date.parse(change.startsAt),
    minutes: change.minutes ?? type?.minutes ?? minutes(seen.startsAt, seen.endsAt),
    bufferBefore: keepsBuffers ? minutes(seen.busyFrom, seen.startsAt) : (type?.bufferBefore ?? 0),
    bufferAfter: keepsBuffers ? minutes(seen.endsAt, seen.busyUntil) : (type?.bufferAfter ?? 0),
    assistantIds: change.assistantIds ?? seen.assistantIds,
    overbooked: Boolean(change.overbook) || (seen.overbookReason !== null && change.overbook !== null),
    holdId: change.holdId,
  }
}

/** Ask for the hours and the person where time, people or the overbooking mark change; a walk-in needs none, only its doctor. */
async function approvedChange(
  context: Context<AppointmentEnv>,
  seen: VisitRow,
  change: ChangeAppointment,
  plan: Plan,
  ask: Ask,
) {
  const unasked = { roomId: undefined, dailyMaximum: undefined, asked: undefined, linkedIds: undefined }
  if (seen.kind === 'walk_in') {
    const known = await knowsStaff(context, change.staffId)
    return known.ok ? ok(unasked) : known
  }
  const people = change.staffId !== undefined || change.assistantIds !== undefined
  if (!takesTime(change) && !people && change.overbook !== null) return ok(unasked)
  const { asked, linkedIds } = await ask(context, plan)
  const late = isPatient(context) ? outsideNotice(asked.hours.policies, context.at, seen.startsAt) : undefined
  if (late?.code === 'too_soon') return late
  const approved = await approve(context, plan, asked)
  if (!approved.ok) return approved
  const { roomId, dailyMaximum } = approved.value
  const otherDoctor = change.staffId !== undefined && change.staffId !== seen.staffId
  const inPerson = (change.mode ?? seen.mode) === 'in_person'
  // Another doctor brings the room of that session; otherwise the visit stays where it is.
  return ok({
    roomId: otherDoctor && inPerson ? usableRoom(context.clinicId, roomId) : undefined,
    dailyMaximum,
    asked,
    linkedIds,
  })
}
