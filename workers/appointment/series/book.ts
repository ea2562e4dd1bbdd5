import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { budgets } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { refusedType } from '../booking-rules/approval.ts'
import { dailyGuard } from '../booking-rules/batch-preconditions.ts'
import { busyOf } from '../booking-rules/busy-failure.ts'
import { lengthOf, timesOf } from '../booking-rules/length.ts'
import { refusedPatient } from '../booking-rules/refused-patient.ts'
import { othersOf, personOf } from '../other-workers.ts'
import { findVisitType } from '../visit-types/read.ts'
import type { VisitTypeRow } from '../visit-types/schema.ts'
import type { BookFailure } from '../visits/contract.ts'
import { appointment, appointmentStep } from '../visits/schema.ts'
import { type Checked, checkDates } from './check-dates.ts'
import { type BookSeries, mostOccurrences, type Series } from './contract.ts'
import { occurrences } from './recurrence.ts'
import { series } from './schema.ts'
import { fromRow, toOccurrence, toSeries } from './view.ts'

type Outcome = Result<Series, BookFailure>

/** Somebody took one of the times between the look and the write: looked at again so often. */
const attempts = 4

/**
 * Book a series: every date is checked, those that are free are booked in one write, the others listed with the nearest free times. With
 * `preview` nothing is written.
 *
 * @param asked `repeat` names at most 52 dates; `instead` gives some of them another time, by which they are checked and belong to the series.
 * @returns what came of each date; where none is free, the refusal of the first one; `invalid_request` for too many dates; the failures of
 *   booking that no other time would mend.
 */
export async function bookSeries(context: Context<AppointmentEnv>, asked: BookSeries): Promise<Outcome> {
  const { actor } = context
  const { staffId, assistantIds = [] } = asked
  if (assistantIds.includes(staffId)) return fail('invalid_request', [{ path: 'assistantIds', rule: 'other_staff' }])
  const byRule = occurrences(Date.parse(asked.startsAt), asked.repeat, actor.timezone)
  const instead = new Map(asked.instead?.map(one => [Date.parse(one.of), Date.parse(one.startsAt)]))
  if ([...instead.keys()].some(of => !byRule.includes(of))) {
    return fail('invalid_request', [{ path: 'instead', rule: 'date_of_series' }])
  }
  const starts = byRule.map(start => instead.get(start) ?? start)
  if (starts.length > mostOccurrences) return fail('invalid_request', [{ path: 'repeat.until', rule: 'too_long' }])
  if (starts.length < 2) return fail('invalid_request', [{ path: 'repeat.until', rule: 'after_start' }])
  const [patient, type] = await Promise.all([
    personOf(context, asked.patientId, budgets.checkBeforeWrite),
    asked.visitTypeId ? findVisitType(context, asked.visitTypeId) : undefined,
  ])
  const refused = refusedPatient(patient) ?? refusedType(context, asked, type)
  if (refused) return refused
  if (!patient) return fail('patient_not_found')
  const input = { ...asked, patientId: patient.id, linkedIds: othersOf([patient], patient.id) }
  for (let attempt = 1; ; attempt++) {
    const checked = await checkDates(context, input, type, starts)
    if (!checked.ok) return checked
    const dates = checked.value
    if (input.preview) return ok(toSeries(input, dates.map(toOccurrence)))
    const [first] = dates
    if (!dates.some(one => !one.clash)) return first?.clash ?? fail('staff_busy')
    const written = await write(context, input, type, dates)
    if (written.ok || attempt === attempts) return written
  }
}

/** The series and the visits of its free dates: all of them, or where one was taken meanwhile none. */
async function write(
  context: Context<AppointmentEnv>,
  input: BookSeries & { linkedIds: string[] },
  type: VisitTypeRow | undefined,
  dates: readonly Checked[],
): Promise<Result<Series, BookFailure>> {
  const { db, clinicId, at, actor } = context
  const id = newId('series')
  const { patientId, linkedIds, staffId, assistantIds = [], visitTypeId, reason, mode = 'in_person', repeat } = input
  const free = dates.filter(one => !one.clash).map(one => ({ ...one, appointmentId: newId('appointment') }))
  const idAt = new Map(free.map(one => [one.startsAt, one.appointmentId]))
  const items = dates.map(one => ({ ...toOccurrence(one), ...booked(idAt.get(one.startsAt)) }))
  const guards = free.flatMap(one => dailyGuard(context, { staffId, startsAt: one.startsAt, limit: one.dailyMaximum }))
  const inserts = free.map(one =>
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
      guards,
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
        detail: { visits: free.length },
        patient: patientId,
      }),
      repeat: repeatRows(context, id),
    })
    if (!row) throw new Error('a series was inserted but not returned')
    return ok(fromRow(row))
  } catch (error) {
    const busy = busyOf(error)
    if (busy) return busy
    throw error
  }
}

const booked = (appointmentId: string | undefined) =>
  appointmentId === undefined ? {} : { outcome: 'booked' as const, appointmentId }
