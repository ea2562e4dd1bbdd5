/**
 * Every failure that a verb may answer, with what `details` says. Details help the asker on and never hold another patient's data.
 * `gateway/problem.ts` maps each code to a status and a title; a code without a row there does not compile.
 */
export interface Failures {
  invalid_request: { path: string; rule: string }[]
  unauthenticated: undefined
  bad_credentials: undefined
  forbidden: undefined
  not_found: undefined
  method_not_allowed: undefined
  stale: undefined
  if_match_required: undefined
  too_large: undefined
  unsupported_media_type: undefined
  rate_limited: undefined
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
  sessions_overlap: { weekday: number }
  bad_timezone: undefined

  visit_type_not_found: undefined
  room_not_found: undefined
  number_taken: undefined
  in_use: undefined
  code_taken: undefined
  currency_mismatch: undefined
  staff_busy: { until: string; nextFree?: string }
  room_busy: { until: string }
  patient_busy: { until: string }
  outside_hours: { nextFree?: string }
  in_the_past: undefined
  not_today: undefined
  nothing_to_undo: undefined
  staff_required: undefined

  appointment_not_found: undefined
  encounter_not_found: undefined
  not_the_author: undefined
  signed: undefined
  empty_note: undefined
  unknown_unit: undefined
}

export type FailureCode = keyof Failures
