import * as v from 'valibot'
import { idsText, linkedPage, paging, resource, wordsText } from '#shared/input/text'
import { PatientEmbedded, StaffEmbedded } from '../../visits/contract.ts'

/** What others may know of the times offered to patients on the waitlist. */

export const offerStatuses = ['open', 'accepted', 'declined', 'expired', 'withdrawn'] as const

export const ListOffers = v.strictObject({
  ...paging,
  patientId: v.optional(idsText),
  /** `open` without it. */
  status: v.optional(wordsText(offerStatuses)),
})
export type ListOffers = v.InferOutput<typeof ListOffers>

export const Offer = v.object({
  ...resource,
  waitlistId: v.string(),
  patient: PatientEmbedded,
  staff: StaffEmbedded,
  visitType: v.optional(v.object({ id: v.string(), name: v.string() })),
  startsAt: v.string(),
  endsAt: v.string(),
  minutes: v.number(),
  status: v.picklist(offerStatuses),
  /** Until then the time is held. */
  expiresAt: v.string(),
  appointmentId: v.optional(v.string()),
})
export type Offer = v.InferOutput<typeof Offer>

export const OfferPage = linkedPage(Offer)
export type OfferPage = v.InferOutput<typeof OfferPage>
