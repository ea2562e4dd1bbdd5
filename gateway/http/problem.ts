import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { FailureCode, Failures } from '#shared/failures'

/** The only place that turns a code into a status. A code without a row does not compile. */
const problems = {
  invalid_request: [400, 'The request has fields that are missing, unknown or not in the right form.'],
  unauthenticated: [401, 'Sign in first.'],
  bad_credentials: [401, 'The e-mail address and the password do not belong together.'],
  link_invalid: [422, 'This link or code does not work any more. Ask for a new one.'],
  password_required: [422, 'This address has no account yet: choose a password for it.'],
  weak_password: [422, 'This password is too short or too easy to guess.'],
  wrong_password: [422, 'That is not the present password.'],
  wrong_code: [422, 'This code is not right, or was used before.'],
  second_factor_required: [409, 'This clinic asks for a second factor. Set one up first, then try again.'],
  step_up_required: [403, 'Give your password or a code again first: this reaches far.'],
  already_enabled: [409, 'A second factor is already set up.'],
  password_too_short: [409, 'This password is too short without a second factor. Choose a longer one first.'],
  account_shared: [
    409,
    'This account belongs to another clinic too, which relies on its second factor. A recovery code opens it.',
  ],
  own_account: [409, 'This is your own account: switch it off there, with a code.'],
  last_owner: [409, 'A clinic needs an owner: make somebody else one first.'],
  already_member: [409, 'This account already belongs to the clinic.'],
  other_account: [409, 'This invitation was sent to another address. Sign in with that one.'],
  forbidden: [403, 'Your role does not allow this.'],
  not_found: [404, 'There is nothing here.'],
  method_not_allowed: [405, 'This address does not take that method.'],
  stale: [412, 'Someone changed this since you read it. Read it again, then repeat your change.'],
  if_match_required: [428, 'Send If-Match with the version you read.'],
  too_large: [413, 'The request is too large.'],
  unsupported_media_type: [415, 'Send application/json.'],
  rate_limited: [429, 'Too many requests. Wait a little.'],
  internal: [500, 'Something broke on our side. It is logged under the request id.'],
  unavailable: [503, 'This part is not available now. Try again shortly.'],
  outcome_unknown: [
    503,
    'No answer in time: the change may or may not have happened. Repeat it with the same Idempotency-Key.',
  ],
  key_reused: [422, 'This Idempotency-Key was used for a different request.'],
  request_in_progress: [409, 'The first request with this Idempotency-Key is still running.'],
  wrong_status: [409, 'This step does not follow from the present status.'],

  identifier_taken: [409, 'Another patient of this clinic has this identifier.'],
  patient_not_found: [422, 'There is no such patient.'],
  patient_deceased: [422, 'This patient has died.'],
  patient_archived: [422, 'This patient is archived.'],
  merged: [409, 'This patient was merged into another.'],

  staff_not_found: [422, 'There is no such member of staff.'],
  staff_archived: [422, 'This member of staff no longer works here.'],
  currency_in_use: [409, 'The clinic has prices in its currency.'],
  slug_taken: [409, 'Another clinic has this address.'],
  sessions_overlap: [422, 'Two sessions of one day overlap.'],
  bad_timezone: [422, 'There is no such time zone.'],

  visit_type_not_found: [422, 'There is no such visit type.'],
  room_not_found: [422, 'There is no such room.'],
  number_taken: [409, 'Another room has this number.'],
  in_use: [409, 'This is still in use.'],
  code_taken: [409, 'Another entry has this code.'],
  currency_mismatch: [422, 'The clinic works in another currency.'],
  staff_busy: [409, 'This member of staff already has a visit at that time.'],
  room_busy: [409, 'This room already has a visit at that time.'],
  patient_busy: [409, 'This patient already has a visit at that time.'],
  outside_hours: [422, 'That time is outside the working hours.'],
  in_the_past: [422, 'That time has passed.'],
  not_today: [422, 'A step can be noted for today only, and not for later.'],
  nothing_to_undo: [409, 'There is nothing to undo.'],
  staff_required: [422, 'Choose who sees the patient first.'],
  slot_held: [409, 'Somebody else is booking this time just now.'],
  hold_expired: [409, 'The time is not held for you any more.'],
  daily_limit: [409, 'This member of staff takes no more visits on that day.'],
  too_soon: [422, 'The clinic needs more notice for this.'],
  too_far: [422, 'The clinic does not take bookings that far ahead.'],
  too_many_open: [409, 'There are already as many visits ahead as the clinic allows.'],
  not_self_bookable: [422, 'This visit can only be booked by the clinic.'],
  nothing_to_call: [409, 'Nobody is waiting.'],
  already_waiting: [409, 'This patient already waits for that.'],
  offer_gone: [409, 'This offer is over.'],
  specialty_not_found: [422, 'Nobody here has this specialty.'],

  appointment_not_found: [422, 'There is no such visit.'],
  encounter_not_found: [422, 'There is no such encounter.'],
  reason_required: [403, 'This record opens with a reason only.'],
  blocked: [403, 'This record is closed to this account.'],
  blocks_self: [422, 'This would shut you out yourself: take your own account off the list.'],
  not_the_author: [403, 'Only the author may change this.'],
  signed: [409, 'This is signed and cannot be changed.'],
  empty_note: [422, 'There is nothing to sign yet.'],
  unknown_unit: [422, 'This unit does not fit this observation.'],
} as const satisfies Record<FailureCode, readonly [status: ContentfulStatusCode, title: string]>

/** A failure to answer, its details typed by its code. */
export type Problem = { [C in FailureCode]: { code: C; details?: Failures[C] | undefined } }[FailureCode]

const waits: Partial<Record<FailureCode, number>> = { unavailable: 2, outcome_unknown: 2, rate_limited: 10 }

/** What the body says of a failure: fields of `invalid_request` as `fields`, the rest as `details`. */
function explained({ code, details }: Problem): object {
  if (!details) return {}
  return code === 'invalid_request' ? { fields: details } : { details }
}

/** Answer a failure as `application/problem+json`. */
export function problem(c: Context, failure: Problem): Response {
  const { code } = failure
  const [status, title] = problems[code]
  c.set('failure', code)
  const requestId = c.get('requestId')
  const wait = (failure.code === 'rate_limited' && failure.details?.seconds) || waits[code]
  return c.body(
    JSON.stringify({
      type: `/api/docs#problem-${code}`,
      title,
      status,
      code,
      requestId,
      ...explained(failure),
    }),
    status,
    { 'content-type': 'application/problem+json', ...(wait ? { 'retry-after': String(wait) } : {}) },
  )
}

/** Every code with its status and title, for the API description. */
export function problemCatalogue(): { code: FailureCode; status: number; title: string }[] {
  return Object.entries(problems).map(([code, [status, title]]) => ({ code: code as FailureCode, status, title }))
}
