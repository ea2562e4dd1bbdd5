import * as v from 'valibot'
import type { Actor } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { links } from '#shared/input/text'
import { log, thrown } from '#shared/log'
import { fail, ok, type Page, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { AppointmentItem, type ListAppointments, openStatuses } from '../../workers/appointment/visits/contract.ts'
import { Patient } from '../../workers/patient/patients/contract.ts'
import { EncounterLine } from '../../workers/record/encounters/contract.ts'
import { type ChartSummary, Trend } from '../../workers/record/timeline/contract.ts'
import type { GatewayBindings } from '../gateway.ts'

/** Visits to come and visits past that a summary shows. */
const shown = { next: 3, last: 5 }

const Missing = v.object({ status: v.picklist(['unavailable', 'forbidden', 'reason_required', 'blocked']) })
type Missing = v.InferOutput<typeof Missing>

/** One page of everything the asker may see of a patient. A part that fails, or is not for this role, says so; the rest is shown. */
export const PatientSummary = v.object({
  patient: v.union([v.object({ status: v.literal('ok'), patient: Patient }), Missing]),
  visits: v.union([
    v.object({ status: v.literal('ok'), next: v.array(AppointmentItem), last: v.array(AppointmentItem) }),
    Missing,
  ]),
  vitals: v.union([v.object({ status: v.literal('ok'), items: v.array(Trend) }), Missing]),
  openEncounters: v.union([v.object({ status: v.literal('ok'), items: v.array(EncounterLine) }), Missing]),
  ...links,
})
type PatientSummary = v.InferOutput<typeof PatientSummary>

interface Visits {
  next: AppointmentItem[]
  last: AppointmentItem[]
  linksUnavailable?: true
}

/** @returns the page with each part's status, or `not_found` where the patient Worker says that there is no such patient. */
export async function patientSummary(
  env: GatewayBindings,
  actor: Actor,
  id: string,
): Promise<Result<PatientSummary, 'not_found'>> {
  const [patient, visits, record] = await Promise.all([
    part<Patient>(actor, () => env.PATIENT['patient.read'](actor, id)),
    part<Visits>(actor, () => visitsOf(env, actor, id)),
    part<ChartSummary>(actor, () => env.RECORD['chart.summary'](actor, id)),
  ])
  if (!patient.ok && patient.code === 'not_found') return fail('not_found')
  const partly = [visits, record].some(one => one.ok && one.value.linksUnavailable)
  const page = ok({
    patient: patient.ok ? { status: 'ok', patient: patient.value } : missing(patient),
    visits: visits.ok ? { status: 'ok', next: visits.value.next, last: visits.value.last } : missing(visits),
    vitals: record.ok ? { status: 'ok', items: record.value.vitals } : missing(record),
    openEncounters: record.ok ? { status: 'ok', items: record.value.openEncounters } : missing(record),
    ...(partly ? { linksUnavailable: true as const } : {}),
  } satisfies PatientSummary)
  return record.ok && record.under ? { ...page, under: record.under } : page
}

function missing({ code }: { code: FailureCode }): Missing {
  if (code === 'reason_required' || code === 'blocked') return { status: code }
  return { status: code === 'forbidden' || code === 'not_found' ? 'forbidden' : 'unavailable' }
}

/** What a Worker says, or `unavailable` where it is late, gone or broken. */
async function part<T>(
  { requestId, clinicId }: Actor,
  call: () => Promise<Result<T, FailureCode>>,
): Promise<Result<T, FailureCode>> {
  const outcome = await settleWithin(budgets.part, (async () => call())())
  if ('value' in outcome) return outcome.value
  log('summary.part_unavailable', { requestId, clinicId, ...thrown(outcome.error) })
  return fail('unavailable')
}

async function visitsOf(env: GatewayBindings, actor: Actor, patientId: string): Promise<Result<Visits, FailureCode>> {
  const now = iso(actor.at)
  const list = (input: ListAppointments): Promise<Result<Page<AppointmentItem>, FailureCode>> =>
    env.APPOINTMENT['appointment.list'](actor, input)
  const [next, last] = await Promise.all([
    list({
      patientId: [patientId],
      from: now,
      order: 'asc',
      limit: shown.next,
      status: [...openStatuses],
    }),
    list({ patientId: [patientId], to: now, order: 'desc', limit: shown.last }),
  ])
  if (!next.ok) return next
  if (!last.ok) return last
  const linksUnavailable = next.value.linksUnavailable ?? last.value.linksUnavailable
  return ok({ next: next.value.items, last: last.value.items, linksUnavailable })
}
