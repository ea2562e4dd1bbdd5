/**
 * Every failure that a verb may answer, with what `details` says. Details help the asker on and never hold another patient's data.
 * `gateway/http/problem.ts` maps each code to a status and a title; a code without a row there does not compile.
 */
export interface Failures {
  invalid_request: { path: string; rule: string }[]
  /**
   * Why a session is over, where the refresh token was ours: somebody else used it, nobody was there, it ended, or its clinic asks for a
   * second factor by now.
   */
  unauthenticated: { reason: 'replayed' | 'idle' | 'ended' | 'second_factor' }
  bad_credentials: undefined
  /** The link, code or token was used before, has expired, was withdrawn, or never was one. */
  link_invalid: undefined
  /** Of a mailed link whose address has no account yet: repeated with a password, it makes one. The address is the one that got the mail. */
  password_required: { email: string }
  /** Too short; on the list of common ones; mostly repeats and sequences; mostly the words of clinic and person. */
  weak_password: { rule: 'too_short' | 'too_common' | 'too_simple' | 'own_words'; minimum: number }
  wrong_password: undefined
  wrong_code: undefined
  already_enabled: undefined
  /** The clinic asks for a second factor: `POST /api/auth/mfa/totp` sets one up, and this session has then passed it. */
  second_factor_required: { clinicIds: string[] }
  /** The password or a code was last given 15 minutes ago or earlier: `POST /api/auth/step-up`, then the same again. */
  step_up_required: undefined
  /** Without a second factor beside it: a password this short was chosen with one. */
  password_too_short: { minimum: number }
  last_owner: undefined
  /** Of a member whose account belongs to another clinic too. */
  account_shared: undefined
  /** What an owner may do to another member and not to the own account. */
  own_account: undefined
  already_member: undefined
  /** The invitation was sent to another address than the one signed in. */
  other_account: undefined
  forbidden: undefined
  not_found: undefined
  method_not_allowed: undefined
  stale: undefined
  if_match_required: undefined
  too_large: undefined
  unsupported_media_type: undefined
  /**
   * Seconds until there is room again, as in Retry-After, and what is locked until then: sign-in to this account on devices it does not know;
   * on this device; its second step; what comes from this network address; mails to this address; invitations of this clinic or by this
   * member; everything, for a moment (`busy`, many sign in at once; `requests`).
   */
  rate_limited: {
    seconds: number
    scope: 'account' | 'device' | 'code' | 'address' | 'mailbox' | 'clinic' | 'inviter' | 'busy' | 'requests'
  }
  internal: undefined
  unavailable: undefined
  outcome_unknown: undefined
  key_reused: undefined
  request_in_progress: undefined
  wrong_status: { status: string }

  identifier_taken: { patientId: string; type: string }
  patient_not_found: undefined
  patient_deceased: undefined
  patient_archived: undefined
  merged: { intoId: string }

  staff_not_found: undefined
  staff_archived: undefined
  slug_taken: undefined
  /** There are prices in it. */
  currency_in_use: undefined
  sessions_overlap: { weekday: number }
  bad_timezone: undefined

  visit_type_not_found: undefined
  room_not_found: undefined
  number_taken: undefined
  in_use: undefined
  code_taken: undefined
  currency_mismatch: undefined
  /** `assistantId` where not the doctor but an assistant is busy. */
  staff_busy: { until: string; nextFree?: string; assistantId?: string }
  room_busy: { until: string }
  patient_busy: { until: string }
  outside_hours: { nextFree?: string }
  in_the_past: undefined
  not_today: undefined
  nothing_to_undo: undefined
  staff_required: undefined
  /** Somebody else is filling in a form for this time. */
  slot_held: { until: string }
  hold_expired: undefined
  daily_limit: { limit: number }
  too_soon: { noticeMinutes: number }
  too_far: { days: number }
  too_many_open: { limit: number }
  not_self_bookable: undefined
  nothing_to_call: undefined
  already_waiting: undefined
  offer_gone: undefined
  specialty_not_found: undefined

  appointment_not_found: undefined
  encounter_not_found: undefined
  /**
   * The record opens with a reason only (`POST /api/patients/:id/access`): it is restricted, or the asker has nothing to do with these
   * patients and the clinic asks for one then.
   */
  reason_required: { why: 'restricted' | 'unrelated'; patientIds: string[] }
  /** Whoever restricted the record shut this account out: it opens with no reason. */
  blocked: undefined
  /** Of whoever restricts a record and is among those whom that shuts out. */
  blocks_self: undefined
  not_the_author: undefined
  signed: undefined
  empty_note: undefined
  unknown_unit: undefined
}

export type FailureCode = keyof Failures
