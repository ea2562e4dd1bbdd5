import * as v from 'valibot'
import { id, idsText, linkedPage, paging, resource, text, timeOfDay, whole, wordsText } from '#shared/input/text'
import { PatientEmbedded, StaffEmbedded } from '../visits/contract.ts'

/** What others may know of the waitlist. */

export const urgencies = ['routine', 'soon', 'urgent'] as const

export const waitlistStatuses = ['waiting', 'booked', 'removed'] as const

export const AddWaitlistEntry = v.pipe(
  v.strictObject({
    patientId: id,
    /** At most one of `staffId` and `specialty`; without them any member of staff. */
    staffId: v.optional(id),
    specialty: v.optional(text(80)),
    /** Days of the week that suit, 1 is Monday; all without them. */
    days: v.optional(v.pipe(v.array(whole(1, 7)), v.minLength(1), v.maxLength(7))),
    /** Times of day in the clinic's zone between which the visit is to lie. */
    from: v.optional(timeOfDay),
    to: v.optional(timeOfDay),
    /** `routine` without it. Patients cannot say more than that. */
    urgency: v.optional(v.picklist(urgencies)),
    minutes: v.optional(whole(5, 480)),
    visitTypeId: v.optional(id),
    note: v.optional(text(500)),
  }),
  v.check(input => !(input.staffId && input.specialty), 'staff_or_specialty'),
  v.check(input => Boolean(input.minutes ?? input.visitTypeId), 'minutes_or_visit_type'),
  v.check(input => (input.from ?? '00:00') < (input.to ?? '24:00'), 'to_after_from'),
)
export type AddWaitlistEntry = v.InferOutput<typeof AddWaitlistEntry>

export const ListWaitlist = v.strictObject({
  ...paging,
  patientId: v.optional(idsText),
  staffId: v.optional(idsText),
  /** `waiting` without it. */
  status: v.optional(wordsText(waitlistStatuses)),
})
export type ListWaitlist = v.InferOutput<typeof ListWaitlist>

export const WaitlistEntry = v.object({
  ...resource,
  patient: PatientEmbedded,
  staff: v.optional(StaffEmbedded),
  specialty: v.optional(v.string()),
  days: v.optional(v.array(v.number())),
  from: v.optional(v.string()),
  to: v.optional(v.string()),
  urgency: v.picklist(urgencies),
  minutes: v.number(),
  visitType: v.optional(v.object({ id: v.string(), name: v.string() })),
  note: v.optional(v.string()),
  status: v.picklist(waitlistStatuses),
  /** Whether the entry has an open offer. */
  offered: v.boolean(),
})
export type WaitlistEntry = v.InferOutput<typeof WaitlistEntry>

export const WaitlistEntryPage = linkedPage(WaitlistEntry)
export type WaitlistEntryPage = v.InferOutput<typeof WaitlistEntryPage>
