import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { refusedType } from '../booking-rules/approval.ts'
import { dailyMaximumPrecondition } from '../booking-rules/batch-preconditions.ts'
import { busyFailureOf } from '../booking-rules/busy-failure.ts'
import { lengthOf, timesOf } from '../booking-rules/length.ts'
import { refusedPatient } from '../booking-rules/refused-patient.ts'
import { otherIdsOf, personOf } from '../other-workers.ts'
import { findVisitType } from '../visit-types/read.ts'
import type { VisitTypeRow } from '../visit-types/schema.ts'
import type { BookFailure } from '../visits/contract.ts'
import { appointment, appointmentStep } from '../visits/schema.ts'
import { type CheckedDate, checkDates } from './check-dates.ts'
import { type BookSeries, mostOccurrences, type Series } from './contract.ts'
import { occurrences } from './recurrence.ts'
import { series } from './schema.ts'
import { toOccurrence, toSeries, toSeriesOfRow } from './view.ts'

type Outcome = Result<Series, BookFailure>

/** How often the dates are checked again where one was taken between check and write. */
const attempts = 4

/**
 * Book a series: every date is checked, the free dates are booked in one write, and the others are listed with the nearest free times. With
 * `preview` nothing is written.
 *
 * @param request `repeat` names at most 52 dates; `instead` gives some of them another time, by which they are checked and belong to the series.
 * @returns what came of each date; where none is free, the refusal of the first one; `invalid_request` for too many dates; the failures of
 *   booking that no other time would mend.
 */
export async function bookSeries(context: Context<AppointmentEnv>, request: BookSeries): Promise<Outcome> {
  const { actor } = context
  const { staffId, assistantIds = [] } = request
  if (assistantIds.includes(staffId)) return fail('invalid_request', [{ path: 'assistantIds', rule: 'other_staff' }])
  const byRule = occurrences(Date.parse(request.startsAt), request.repeat, actor.timezone)
  const instead = new Map(request.instead?.map(one => [Date.parse(one.of), Date.parse(one.startsAt)]))
  if ([...instead.keys()].some(of => !byRule.includes(of))) {
    return fail('invalid_request', [{ path: 'instead', rule: 'date_of_series' }])
  }
  const starts = byRule.map(start => instead.get(start) ?? start)
  if (starts.length > mostOccurrences) return fail('invalid_request', [{ path: 'repeat.until', rule: 'too_long' }])
  if (starts.length < 2) return fail('invalid_request', [{ path: 'repeat.until', rule: 'after_start' }])
  const [patient, type] = await Promise.all([
    personOf(context, request.patientId, budgets.checkBeforeWrite),
    request.visitTypeId ? findVisitType(context, request.visitTypeId) : undefined,
  ])
  const refused = refusedPatient(patient) ?? refusedType(context, request, type)
  if (refused) return refused
  if (!patient) return fail('patient_not_found')
  const input = { ...request, patientId: patient.id, linkedIds: otherIdsOf([patient], patient.id) }
  for (let attempt = 1; ; attempt++) {
    const checked = await checkDates(context, input, type, starts)
    if (!checked.ok) return checked
    const dates = checked.value
    if (input.preview) return ok(toSeries(input, dates.map(toOccurrence)))
    const [first] = dates
    if (!dates.some(one => !one.clash)) return first?.clash ?? fail('staff_busy')
    const written = await writeSeries(context, input, type, dates)
    if (written.ok || attempt === attempts) return written
  }
}

/** Write the series and the visits of its free dates; none of them where one date was taken meanwhile. */
async function writeSeries(
  context: Context<AppointmentEnv>,
  input: BookSeries & { linkedIds: string[] },
  type: VisitTypeRow | undefined,
  dates: readonly CheckedDate[],
): Promise<Result<Series, BookFailure>> {
  const { db, clinicId, at, actor } = context
  const id = newId('series')
  const { patientId, linkedIds, staffId, assistantIds = [], visitTypeId, reason, mode = 'in_person', repeat } = input
  const freeDates = dates.filter(one => !one.clash).map(one => ({ ...one, appointmentId: newId('appointment') }))
  const idAt = new Map(freeDates.map(one => [one.startsAt, one.appointmentId]))
  const items = dates.map(one => ({ ...toOccurrence(one), ...bookedOutcome(idAt.get(one.startsAt)) }))
  const preconditions = freeDates.flatMap(one =>
    dailyMaximumPrecondition(context, { staffId, startsAt: one.startsAt, limit: one.dailyMaximum }),
  )
  const inserts = freeDates.map(one =>
    db.insert(appointment).values({
      id: one.appointmentId,
      clinicId,
      kind: 'scheduled' as const,
      patientId,
      linkedIds,
      staffId,
      assistantIds,
      roomId: one.roomId ?? null,
      visitTypeId,
      seriesId: id,
      mode,
      reason,
      urgent: false,
      status: 'booked' as const,
      ...timesOf({ ...lengthOf(input, type), startsAt: one.startsAt }),
      version: 1,
      createdAt: at,
      updatedAt: at,
    }),
  )
  try {
    const {
      row: [row],
    } = await batch(db, {
      preconditions,
      visits: inserts,
      step: insertFrom(
        db,
        appointmentStep,
        {
          clinicId: appointment.clinicId,
          appointmentId: appointment.id,
          number: 1,
          action: 'booked',
          status: 'booked',
          at,
          notedAt: at,
          accountId: actor.accountId,
          actorName: actor.name,
        },
        sql`FROM ${appointment} WHERE ${and(eq(appointment.clinicId, clinicId), eq(appointment.seriesId, id))}`,
      ),
      row: db
        .insert(series)
        .values({ id, clinicId, patientId, ...repeat, planned: items, version: 1, createdAt: at, updatedAt: at })
        .returning(),
      change: changeRows(context, {
        object: 'series',
        objectId: id,
        action: 'series.booked',
        detail: { visits: freeDates.length },
        patient: patientId,
      }),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a series was inserted but not returned')
    return ok(toSeriesOfRow(row))
  } catch (error) {
    const busy = busyFailureOf(error)
    if (busy) return busy
    throw error
  }
}

const bookedOutcome = (appointmentId: string | undefined) =>
  appointmentId === undefined ? {} : { outcome: 'booked' as const, appointmentId }
