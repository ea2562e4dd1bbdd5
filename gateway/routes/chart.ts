import { Hono } from 'hono'
import * as v from 'valibot'
import type { Actor } from '#shared/actor'
import type { FailureCode } from '#shared/failures'
import { type Answer, fail, ok, type Page, type Result } from '#shared/result'
import { links } from '#shared/text'
import { iso } from '#shared/time'
import { AppointmentItem, type ListAppointments, openStatuses } from '../../workers/appointment/contract.ts'
import { Patient } from '../../workers/patient/contract.ts'
import { type ChartSummary, EncounterLine, ReadTimeline, TimelinePage, Trend } from '../../workers/record/contract.ts'
import { answer, settle } from '../answer.ts'
import type { Gateway, GatewayBindings } from '../gateway.ts'
import { query, says } from '../validate.ts'

/** Milliseconds that each part of the summary has; they run side by side, so the page takes no longer. */
const patience = 1_300
/** Visits to come and visits past that a summary shows. */
const shown = { next: 3, last: 5 }

const Missing = v.object({ status: v.picklist(['unavailable', 'forbidden']) })
type Missing = v.InferOutput<typeof Missing>

/** One page of everything the asker may see of a patient. A part that fails, or is not for this role, says so; the rest is shown. */
const PatientSummary = v.object({
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

export const chart = new Hono<Gateway>()
  .get('/:id/timeline', says("A patient's record, newest first", TimelinePage), query(ReadTimeline), c =>
    answer(c, c.env.RECORD.timeline(c.var.actor, { patientId: c.req.param('id'), ...c.req.valid('query') })),
  )
  .get('/:id/summary', says('One page of everything the asker may see', PatientSummary), c =>
    answer(c, summaryOf(c.env, c.var.actor, c.req.param('id'))),
  )

/** @returns the page with each part's status, or `not_found` where the patient Worker says that there is no such patient. */
async function summaryOf(env: GatewayBindings, actor: Actor, id: string): Promise<Result<PatientSummary, 'not_found'>> {
  const [patient, visits, record] = await Promise.all([
    ask<Patient>(() => env.PATIENT.get(actor, id)),
    ask<Visits>(() => visitsOf(env, actor, id)),
    ask<ChartSummary>(() => env.RECORD.summary(actor, id)),
  ])
  if (!patient.ok && patient.code === 'not_found') return fail('not_found')
  const partly = [visits, record].some(part => part.ok && part.value.linksUnavailable)
  return ok({
    patient: patient.ok ? { status: 'ok', patient: patient.value } : missing(patient),
    visits: visits.ok ? { status: 'ok', next: visits.value.next, last: visits.value.last } : missing(visits),
    vitals: record.ok ? { status: 'ok', items: record.value.vitals } : missing(record),
    openEncounters: record.ok ? { status: 'ok', items: record.value.openEncounters } : missing(record),
    ...(partly ? { linksUnavailable: true } : {}),
  })
}

function missing({ code }: { code: FailureCode }): Missing {
  return { status: code === 'forbidden' || code === 'not_found' ? 'forbidden' : 'unavailable' }
}

/** What a Worker says, or `unavailable` where it is late, gone or broken. */
async function ask<T>(call: () => Promise<Result<T, FailureCode>>): Promise<Result<T, FailureCode>> {
  const outcome = await settle(patience, (async () => call())())
  return 'value' in outcome ? outcome.value : fail('unavailable')
}

async function visitsOf(env: GatewayBindings, actor: Actor, patientId: string): Promise<Result<Visits, FailureCode>> {
  const now = iso(actor.at)
  const list = (input: ListAppointments): Answer<Page<AppointmentItem>, FailureCode> =>
    env.APPOINTMENT.list(actor, input)
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
