import * as v from 'valibot'
import { type Actor, system, visitor } from '#shared/actor'
import type { FailureCode } from '#shared/failures'
import { date, id, text } from '#shared/input/text'
import { ok, type Result } from '#shared/result'
import { addDays, localDate } from '#shared/time'
import { Slot } from '../../workers/appointment/slots/contract.ts'
import { Clinic, type PublicClinic } from '../../workers/staff/clinic/contract.ts'
import type { GatewayBindings } from '../gateway.ts'

/** A clinic's public page: what a stranger may know, composed of what staff and appointment say. Nothing of any patient. */

/** Days that one question of times covers. */
const daysAtOnce = 7

export const PublicPage = v.object({
  slug: v.string(),
  name: v.string(),
  phone: v.optional(v.string()),
  address: Clinic.entries.address,
  timezone: v.string(),
  country: v.string(),
  locale: v.string(),
  /** Minutes before a visit, and days ahead, within which times are offered. */
  noticeMinutes: v.number(),
  daysAhead: v.number(),
  visitTypes: v.array(v.object({ id: v.string(), name: v.string(), minutes: v.number() })),
  staff: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      title: v.optional(v.string()),
      specialties: v.array(v.string()),
    }),
  ),
})
export type PublicPage = v.InferOutput<typeof PublicPage>

/** Seven days from `from` on, today without it. */
export const FindPublicSlots = v.strictObject({
  from: v.optional(date),
  visitTypeId: id,
  staffId: v.optional(id),
  specialty: v.optional(text(80)),
})
export type FindPublicSlots = v.InferOutput<typeof FindPublicSlots>

export const PublicSlots = v.object({
  from: v.string(),
  /** The first day that is not among them: ask on from there. */
  to: v.string(),
  items: v.array(v.object({ staffId: v.string(), startsAt: v.string(), endsAt: Slot.entries.endsAt })),
})
export type PublicSlots = v.InferOutput<typeof PublicSlots>

type Asked = Pick<GatewayBindings, 'STAFF' | 'APPOINTMENT'>

/** The clinic of an address, with the visitor who looks at it. */
export async function openClinic(
  env: Pick<Asked, 'STAFF'>,
  slug: string,
  at: number,
  requestId: string,
): Promise<Result<{ clinic: PublicClinic; stranger: Actor }, FailureCode>> {
  const found = await env.STAFF['clinic.find'](system('none', at, requestId), slug)
  return found.ok ? ok({ clinic: found.value, stranger: visitor(found.value, at, requestId) }) : found
}

export async function publicPage(
  env: Asked,
  { at, requestId }: Actor,
  slug: string,
): Promise<Result<PublicPage, FailureCode>> {
  const found = await openClinic(env, slug, at, requestId)
  if (!found.ok) return found
  const { clinic, stranger } = found.value
  const types = await env.APPOINTMENT['visit_type.list'](stranger, { limit: 100, active: true })
  if (!types.ok) return types
  const { name, phone, address, timezone, country, locale, policies, staff } = clinic
  return ok({
    slug,
    name,
    phone,
    address,
    timezone,
    country,
    locale,
    noticeMinutes: policies.selfBookingNotice,
    daysAhead: policies.selfBookingDays,
    visitTypes: types.value.items
      .filter(type => type.selfBookable)
      .map(({ id, name, minutes }) => ({ id, name, minutes })),
    staff,
  })
}

/** Free times within what the clinic lets patients book, without rooms. */
export async function publicSlots(
  env: Asked,
  { at, requestId }: Actor,
  { slug, query }: { slug: string; query: FindPublicSlots },
): Promise<Result<PublicSlots, FailureCode>> {
  const found = await openClinic(env, slug, at, requestId)
  if (!found.ok) return found
  const { stranger } = found.value
  const from = query.from ?? localDate(at, stranger.timezone)
  const to = addDays(from, daysAtOnce)
  const { visitTypeId, specialty } = query
  const staffId = query.staffId === undefined ? undefined : [query.staffId]
  const slots = await env.APPOINTMENT['slot.read'](stranger, { from, to, visitTypeId, specialty, staffId })
  if (!slots.ok) return slots
  const items = slots.value.items.map(({ staffId, startsAt, endsAt }) => ({ staffId, startsAt, endsAt }))
  return ok({ from, to, items })
}
