import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows } from '#shared/database/ledger'
import { may } from '#shared/permissions'
import { fail, ok, type Result } from '#shared/result'
import { localDate } from '#shared/time'
import { approve } from '../booking-rules/approval.ts'
import { consumeHold, dailyMaximumPrecondition } from '../booking-rules/batch-preconditions.ts'
import { busyFailureOf } from '../booking-rules/busy-failure.ts'
import { explainRefusal } from '../booking-rules/explanation.ts'
import { nameOfActiveStaff } from '../booking-rules/known-staff.ts'
import { type PlannedVisit, timesOf } from '../booking-rules/length.ts'
import { isPatient, longestSelfBooked, outsideNotice } from '../booking-rules/self-booking.ts'
import { usableRoom } from '../booking-rules/usable-room.ts'
import type { VisitTypeRow } from '../visit-types/schema.ts'
import { type AskOtherWorkers, askForOne } from './change-questions.ts'
import type { ChangeAppointment, ChangeFailure } from './contract.ts'
import { appointment, type StepRow } from './schema.ts'
import { stepRow } from './steps/step-rows.ts'
import { reachable, steps, type VisitRow, visit } from './view.ts'

/** The fields that can be changed while the visit is in progress. */
const whileRunning: readonly string[] = ['roomId', 'assistantIds', 'reason', 'urgent']

/** The fields that patients can change of their own booked and confirmed visits. */
const byPatients: readonly string[] = ['startsAt', 'staffId', 'reason', 'holdId']

/** Change a visit that was read before. Of two changes of the same version one is `stale`. */
export async function changeSeen(
  context: Context<AppointmentEnv>,
  seen: VisitRow,
  change: ChangeAppointment,
  type: VisitTypeRow | undefined,
  ask: AskOtherWorkers = askForOne,
): Promise<Result<{ row: VisitRow; history: StepRow[] }, ChangeFailure>> {
  const { db, at } = context
  const refused = refusedChange(context, seen, change, type)
  if (refused) return refused
  const planned = plannedVisit(seen, change, type)
  const approved = await approvedChange(context, seen, change, planned, ask)
  if (!approved.ok) return approved
  const { linkedIds } = approved.value
  const { visitTypeId, mode, reason, urgent, staffId, assistantIds } = change
  const roomId = change.roomId === undefined ? approved.value.roomId : change.roomId
  const when = and(eq(appointment.version, seen.version), eq(appointment.open, true))
  const preconditions = [
    ...consumeHold(context, change.holdId),
    ...(planned.overbooked || !takesAnotherDay(context, seen, planned)
      ? []
      : dailyMaximumPrecondition(context, { ...planned, limit: approved.value.dailyMaximum, exceptVisitId: seen.id })),
  ]
  try {
    const {
      changed: [changed],
      row: [row],
      history,
    } = await batch(db, {
      before: preconditions,
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
          ...(takesTime(change) ? timesOf(planned) : {}),
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
    const busyFailure = busyFailureOf(error)
    if (!busyFailure) throw error
    const room = change.roomId === undefined ? seen.roomId : change.roomId
    return explainRefusal(
      context,
      busyFailure,
      { ...planned, linkedIds: linkedIds ?? seen.linkedIds },
      room,
      approved.value.staffAnswer,
    )
  }
}

/** Whether the change adds a visit to the day of a member of staff. */
function takesAnotherDay({ actor }: Context, seen: VisitRow, planned: PlannedVisit): boolean {
  const date = (at: number) => localDate(at, actor.timezone)
  return planned.staffId !== seen.staffId || date(planned.startsAt) !== date(seen.startsAt)
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

/** The visit as the change would make it. A new type brings its length and buffers; otherwise the visit keeps its own. */
function plannedVisit(seen: VisitRow, change: ChangeAppointment, type: VisitTypeRow | undefined): PlannedVisit {
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

/** Ask for hours and linked ids where time, staff or the overbooking mark change. Of a walk-in only the doctor is checked. */
async function approvedChange(
  context: Context<AppointmentEnv>,
  seen: VisitRow,
  change: ChangeAppointment,
  planned: PlannedVisit,
  ask: AskOtherWorkers,
) {
  const nothingAsked = { roomId: undefined, dailyMaximum: undefined, staffAnswer: undefined, linkedIds: undefined }
  if (seen.kind === 'walk_in') {
    const activeStaff = await nameOfActiveStaff(context, change.staffId)
    return activeStaff.ok ? ok(nothingAsked) : activeStaff
  }
  const changesStaff = change.staffId !== undefined || change.assistantIds !== undefined
  if (!takesTime(change) && !changesStaff && change.overbook !== null) return ok(nothingAsked)
  const { staffAnswer, linkedIds } = await ask(context, planned)
  const late = isPatient(context) ? outsideNotice(staffAnswer.hours.policies, context.at, seen.startsAt) : undefined
  if (late?.code === 'too_soon') return late
  const approved = await approve(context, planned, staffAnswer)
  if (!approved.ok) return approved
  const { roomId, dailyMaximum } = approved.value
  const otherDoctor = change.staffId !== undefined && change.staffId !== seen.staffId
  const inPerson = (change.mode ?? seen.mode) === 'in_person'
  // With another doctor the visit takes the room of that doctor's session; otherwise it keeps its room.
  return ok({
    roomId: otherDoctor && inPerson ? usableRoom(context.clinicId, roomId) : undefined,
    dailyMaximum,
    staffAnswer,
    linkedIds,
  })
}
