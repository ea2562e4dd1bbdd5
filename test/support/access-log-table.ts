/**
 * What each route leaves in the clinic's access log, written down by hand and reviewed. A route stands here exactly once.
 *
 * patient: one entry that names the patient, also when it is refused: the path or the body names one ·
 * two: the same of both patients whom it is about, unless it is refused ·
 * object: one entry, of the object that the path names and its patient, also when it is refused ·
 * found: one entry if the answer shows a patient, else none · log: one entry of whoever may look · none: it touches no patient
 */
export const touches = `
patient
  GET    /api/patients/:id
  PATCH  /api/patients/:id
  POST   /api/patients/:id/archive
  POST   /api/patients/:id/restore
  POST   /api/patients/:id/verify
  GET    /api/patients/:id/timeline
  GET    /api/patients/:id/summary
  GET    /api/patients/:id/access-log
  POST   /api/appointments
  POST   /api/appointments/walk-in
  GET    /api/appointments
  GET    /api/encounters
  POST   /api/encounters
  GET    /api/observations
  POST   /api/observations
  POST   /api/observations/batch
  POST   /api/appointments/series
  GET    /api/waitlist
  POST   /api/waitlist
  GET    /api/waitlist/offers
  POST   /api/auth/invitations

two
  POST   /api/patients/:id/merge
  POST   /api/patients/:id/unmerge

object
  GET    /api/appointments/:id
  PATCH  /api/appointments/:id
  POST   /api/appointments/:id/confirm
  POST   /api/appointments/:id/check-in
  POST   /api/appointments/:id/start
  POST   /api/appointments/:id/finish
  POST   /api/appointments/:id/check-out
  POST   /api/appointments/:id/complete
  POST   /api/appointments/:id/cancel
  POST   /api/appointments/:id/no-show
  POST   /api/appointments/:id/undo
  POST   /api/queue/:appointmentId/call
  POST   /api/queue/:appointmentId/recall
  POST   /api/queue/:appointmentId/skip
  GET    /api/appointments/series/:id
  DELETE /api/waitlist/:id
  POST   /api/waitlist/offers/:id/accept
  POST   /api/waitlist/offers/:id/decline
  GET    /api/encounters/:id
  PATCH  /api/encounters/:id
  POST   /api/encounters/:id/sign
  POST   /api/encounters/:id/retract
  POST   /api/encounters/:id/notes
  PATCH  /api/encounters/:id/notes/:noteId
  POST   /api/encounters/:id/notes/:noteId/sign
  GET    /api/observations/:id
  POST   /api/observations/:id/retract

found
  POST   /api/patients
  GET    /api/patients
  POST   /api/patients/match
  POST   /api/patients/import
  GET    /api/appointments/board
  GET    /api/rooms/board
  GET    /api/appointments/displaced
  POST   /api/appointments/move-many
  POST   /api/staff/:id/absences
  POST   /api/staff/:id/absences/preview
  GET    /api/encounters/unsigned
  GET    /api/queue
  POST   /api/queue/next
  GET    /api/auth/invitations
  POST   /api/auth/invitations/:id/resend
  GET    /api/members
  GET    /api/members/:id
  PATCH  /api/members/:id

log
  GET    /api/access-log
  GET    /api/access-log/csv

none
  GET    /health
  GET    /api
  GET    /.well-known/jwks.json
  GET    /api/openapi.json
  GET    /api/docs
  POST   /api/auth/login
  POST   /api/auth/refresh
  POST   /api/auth/logout
  POST   /api/auth/login/mfa
  POST   /api/auth/login/mfa/setup
  POST   /api/auth/login/mfa/setup/confirm
  GET    /api/auth/sessions
  DELETE /api/auth/sessions
  DELETE /api/auth/sessions/:id
  GET    /api/auth/mfa
  POST   /api/auth/mfa/totp
  POST   /api/auth/mfa/totp/confirm
  POST   /api/auth/mfa/totp/remove
  POST   /api/auth/mfa/recovery-codes
  GET    /api/auth/policy
  PUT    /api/auth/policy
  POST   /api/auth/register
  POST   /api/auth/confirm
  POST   /api/auth/password/forgot
  POST   /api/auth/password/reset
  POST   /api/auth/password
  POST   /api/auth/invitations/look
  POST   /api/auth/invitations/accept
  DELETE /api/auth/invitations/:id
  DELETE /api/members/:id
  DELETE /api/members/:id/second-factor
  GET    /api/auth/session
  POST   /api/auth/switch
  GET    /api/clinic
  PATCH  /api/clinic
  GET    /api/clinic/closures
  POST   /api/clinic/closures
  DELETE /api/clinic/closures/:id
  GET    /api/staff
  POST   /api/staff
  GET    /api/staff/specialties
  GET    /api/staff/hours
  GET    /api/staff/:id
  PATCH  /api/staff/:id
  POST   /api/staff/:id/archive
  POST   /api/staff/:id/restore
  GET    /api/staff/:id/availability
  GET    /api/staff/:id/availability/:validFrom
  PUT    /api/staff/:id/availability/:validFrom
  DELETE /api/staff/:id/availability/:validFrom
  GET    /api/staff/:id/absences
  DELETE /api/staff/:id/absences/:absenceId
  GET    /api/staff/:id/openings
  POST   /api/staff/:id/openings
  DELETE /api/staff/:id/openings/:openingId
  GET    /api/rooms/:id/maintenance
  POST   /api/rooms/:id/maintenance
  DELETE /api/rooms/:id/maintenance/:maintenanceId
  POST   /api/slots/holds
  DELETE /api/slots/holds/:id
  GET    /api/statistics
  GET    /api/public/:slug
  GET    /api/public/:slug/slots
  GET    /api/slots
  GET    /api/visit-types
  POST   /api/visit-types
  GET    /api/visit-types/:id
  PATCH  /api/visit-types/:id
  GET    /api/rooms
  POST   /api/rooms
  GET    /api/rooms/:id
  PATCH  /api/rooms/:id
  PUT    /api/rooms/:id
  DELETE /api/rooms/:id
  GET    /api/queue/screen
  POST   /api/queue/screen
  GET    /api/queue/screens
  DELETE /api/queue/screens/:id
  POST   /api/public/:slug/register
  GET    /api/products
  POST   /api/products
  GET    /api/products/:id
  PATCH  /api/products/:id
  GET    /api/dashboard
  GET    /api/access-log/verify
`

export type Touch = 'patient' | 'two' | 'object' | 'found' | 'log' | 'none'

/** Each route with its word. */
export function touchOf(): Map<string, Touch> {
  const found = new Map<string, Touch>()
  let word = 'none' as Touch
  for (const line of touches.split('\n').filter(Boolean)) {
    const [first = '', path] = line.trim().split(/\s+/)
    if (path) found.set(`${first} ${path}`, word)
    else word = first as Touch
  }
  return found
}
