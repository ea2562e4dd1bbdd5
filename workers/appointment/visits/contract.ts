import * as v from 'valibot'
import {
  flagText,
  id,
  idsText,
  instant,
  linkedPage,
  moment,
  paging,
  resource,
  text,
  whole,
  wordsText,
} from '#shared/input/text'

/** What others may know of visits: inputs, answers and failures. Long because they share the fields of a visit and their bounds. */

export const kinds = ['scheduled', 'walk_in'] as const

export const statuses = ['booked', 'confirmed', 'arrived', 'in_progress', 'completed', 'cancelled', 'no_show'] as const

/** The statuses of a visit that is not over, as in the database's column `open`; for lists that are read status by status. */
export const openStatuses = ['booked', 'confirmed', 'arrived', 'in_progress'] as const

export const modes = ['in_person', 'video', 'phone', 'home'] as const

export const cancelledBy = ['patient', 'clinic'] as const

export const cancelCodes = ['ill', 'left', 'rebooked', 'error', 'other'] as const

export type Status = (typeof statuses)[number]

/**
 * The reason to book a visit against the rules of time. It lifts staff_busy, room_busy, patient_busy, slot_held, daily_limit,
 * outside_hours and in_the_past.
 */
export const Overbook = v.strictObject({ reason: text(500) })

const minutes = whole(5, 480)

const reason = text(500)

/** Other staff whose time the visit takes as well. They too have one visit at a time. */
const assistantIds = v.pipe(
  v.array(id),
  v.maxLength(5),
  v.check(ids => new Set(ids).size === ids.length, 'twice'),
)

/** Of a series: this visit, this and the later ones, or all that are ahead. */
const scope = v.picklist(['one', 'following', 'all'])

/** The fields of a booking, of one visit or of a series. */
export const booking = {
  patientId: id,
  staffId: id,
  startsAt: instant,
  /** Whole minutes; without them the visit type's. One of the two is needed. */
  minutes: v.optional(minutes),
  visitTypeId: v.optional(id),
  /** Without one, the room of the session; null for none. */
  roomId: v.nullish(id),
  mode: v.optional(v.picklist(modes)),
  assistantIds: v.optional(assistantIds),
  reason: v.optional(reason),
}

export const BookAppointment = v.pipe(
  v.strictObject({
    ...booking,
    overbook: v.optional(Overbook),
    /** A hold of the account that asks; the booking uses it. An expired hold has no effect. */
    holdId: v.optional(id),
  }),
  v.check(input => Boolean(input.minutes ?? input.visitTypeId), 'minutes_or_visit_type'),
)
export type BookAppointment = v.InferOutput<typeof BookAppointment>

export const WalkIn = v.strictObject({
  patientId: id,
  staffId: v.optional(id),
  specialty: v.optional(text(120)),
  visitTypeId: v.optional(id),
  roomId: v.optional(id),
  reason: v.optional(reason),
  urgent: v.optional(v.boolean()),
})
export type WalkIn = v.InferOutput<typeof WalkIn>

/** A merge patch: absent unchanged, null cleared. */
export const ChangeAppointment = v.strictObject({
  startsAt: v.optional(instant),
  minutes: v.optional(minutes),
  staffId: v.optional(id),
  roomId: v.nullish(id),
  visitTypeId: v.nullish(id),
  mode: v.optional(v.picklist(modes)),
  reason: v.nullish(reason),
  urgent: v.optional(v.boolean()),
  assistantIds: v.optional(assistantIds),
  overbook: v.nullish(Overbook),
  holdId: v.optional(id),
  /** Where the visit belongs to a series: a new time shifts the others by as much of the clinic's clock. `one` where nothing is said. */
  scope: v.optional(scope),
})
export type ChangeAppointment = v.InferOutput<typeof ChangeAppointment>

/** The instant of a step: earlier today; now without it. */
export const stepInstant = v.optional(instant)

export const Cancel = v.strictObject({
  by: v.picklist(cancelledBy),
  code: v.picklist(cancelCodes),
  reason: v.optional(reason),
  at: stepInstant,
  scope: v.optional(scope),
})
export type Cancel = v.InferOutput<typeof Cancel>

export const ListAppointments = v.strictObject({
  ...paging,
  from: v.optional(moment),
  to: v.optional(moment),
  staffId: v.optional(idsText),
  patientId: v.optional(idsText),
  roomId: v.optional(idsText),
  visitTypeId: v.optional(idsText),
  status: v.optional(wordsText(statuses)),
  kind: v.optional(wordsText(kinds)),
  seriesId: v.optional(idsText),
  urgent: v.optional(flagText),
  /** By start, the earliest first, unless `desc`. With `updatedSince` by the time of the last change. */
  order: v.optional(v.picklist(['asc', 'desc'])),
})
export type ListAppointments = v.InferOutput<typeof ListAppointments>

export const Span = v.strictObject({ from: moment, to: moment })
export type Span = v.InferOutput<typeof Span>

/** A patient as embedded. `unavailable` where the patient Worker did not answer: the id stands, the rest is unknown. */
export const PatientEmbedded = v.object({
  id: v.string(),
  name: v.string(),
  recordNumber: v.string(),
  birthDate: v.optional(v.string()),
  sex: v.picklist(['female', 'male', 'other', 'unknown']),
  unavailable: v.optional(v.literal(true)),
})
export type PatientEmbedded = v.InferOutput<typeof PatientEmbedded>

export const StaffEmbedded = v.object({
  id: v.string(),
  name: v.string(),
  unavailable: v.optional(v.literal(true)),
})
export type StaffEmbedded = v.InferOutput<typeof StaffEmbedded>

const common = {
  kind: v.picklist(kinds),
  status: v.picklist(statuses),
  mode: v.picklist(modes),
  patient: PatientEmbedded,
  /** A walk-in may wait without one until it starts. */
  staff: v.optional(StaffEmbedded),
  /** Other staff whose time it takes as well; left out where there are none. */
  assistants: v.optional(v.array(StaffEmbedded)),
  room: v.optional(v.object({ id: v.string(), number: v.string() })),
  /** The series it was booked with. */
  series: v.optional(v.object({ id: v.string() })),
  visitType: v.optional(v.object({ id: v.string(), name: v.string() })),
  specialty: v.optional(v.string()),
  startsAt: v.string(),
  endsAt: v.string(),
  reason: v.optional(v.string()),
  urgent: v.boolean(),
  queueNumber: v.optional(v.number()),
  /** The latest call from the waiting room, how many there were, and where to. */
  calledAt: v.optional(v.string()),
  callCount: v.optional(v.number()),
  calledTo: v.optional(
    v.object({
      staff: v.optional(StaffEmbedded),
      room: v.optional(v.object({ id: v.string(), number: v.string() })),
    }),
  ),
  arrivedAt: v.optional(v.string()),
  startedAt: v.optional(v.string()),
  /** The doctor and the room are free from here on; the patient may still be at the desk. */
  finishedAt: v.optional(v.string()),
}

/** A visit in a list. */
export const AppointmentItem = v.object({
  ...resource,
  ...common,
  minutes: v.number(),
  overbook: v.optional(v.object({ reason: v.string() })),
  /** The clinic's day for which the queue number counts. */
  queueDate: v.optional(v.string()),
  completedAt: v.optional(v.string()),
  cancellation: v.optional(
    v.object({
      by: v.picklist(cancelledBy),
      code: v.picklist(cancelCodes),
      reason: v.optional(v.string()),
      at: v.string(),
      /** Inside the clinic's notice. */
      late: v.boolean(),
    }),
  ),
})
export type AppointmentItem = v.InferOutput<typeof AppointmentItem>

/** Why one of several visits was refused: code and details as in the answer to a request for that visit alone. */
export const refusalFields = {
  code: v.optional(v.string()),
  details: v.optional(
    v.object({
      until: v.optional(v.string()),
      nextFree: v.optional(v.string()),
      limit: v.optional(v.number()),
      status: v.optional(v.string()),
    }),
  ),
}

/** A visit, whole. */
export const Appointment = v.object({
  ...AppointmentItem.entries,
  statusHistory: v.array(
    v.object({
      status: v.picklist(statuses),
      at: v.string(),
      by: v.object({ id: v.string(), name: v.string() }),
    }),
  ),
  /** After a change or cancellation of several visits of a series: the outcome of each, the named visit among them. */
  results: v.optional(
    v.array(
      v.object({
        id: v.string(),
        outcome: v.picklist(['changed', 'cancelled', 'refused']),
        startsAt: v.string(),
        ...refusalFields,
      }),
    ),
  ),
})
export type Appointment = v.InferOutput<typeof Appointment>

export const AppointmentPage = linkedPage(AppointmentItem)
export type AppointmentPage = v.InferOutput<typeof AppointmentPage>

/** A visit on the board: slim, because a day shows hundreds. */
export const BoardRow = v.object({ id: v.string(), version: v.number(), ...common, overbooked: v.boolean() })
export type BoardRow = v.InferOutput<typeof BoardRow>

/** `truncated` where the range holds more than 2,000 visits: ask for a shorter one. */
export const Board = v.object({ items: v.array(BoardRow), truncated: v.boolean() })
export type Board = v.InferOutput<typeof Board>

/** The facts of a visit that the record Worker needs to open an encounter. */
export interface AppointmentFacts {
  id: string
  patientId: string
  staffId?: string
  status: Status
  mode: (typeof modes)[number]
  startsAt: string
  arrivedAt?: string
  startedAt?: string
}

/** The input of an action on one row: its id, and the version that the client saw where it sent If-Match. */
export type WithId<Input> = Input & { id: string; version?: number }

export type BookFailure =
  | 'forbidden'
  | 'invalid_request'
  | 'patient_not_found'
  | 'patient_deceased'
  | 'patient_archived'
  | 'staff_not_found'
  | 'staff_archived'
  | 'room_not_found'
  | 'visit_type_not_found'
  | 'outside_hours'
  | 'in_the_past'
  | 'staff_busy'
  | 'room_busy'
  | 'patient_busy'
  | 'slot_held'
  | 'daily_limit'
  | 'too_soon'
  | 'too_far'
  | 'too_many_open'
  | 'not_self_bookable'

export type ChangeFailure = BookFailure | 'not_found' | 'stale' | 'wrong_status'

/** The failures that the database's triggers raise where a time is taken. */
export type BusyFailure =
  | 'staff_busy'
  | 'room_busy'
  | 'patient_busy'
  | 'room_not_found'
  | 'slot_held'
  | 'daily_limit'
  | 'too_many_open'
