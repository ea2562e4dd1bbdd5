import { type Role, roles } from '../../workers/shared/permissions.ts'

/**
 * What each role may do with each route, written down by hand and reviewed; deliberately not made from the permission table.
 *
 * yes: with any object of the clinic · own: with the own object, another's is 404 or 403 · no: 403 · open: without signing in, too ·
 * mine: of the asker's own account alone, so that what a sample names is 404 ·
 * live: opened by a screen's token alone
 *
 * The last column is what the route leaves in the clinic's access log:
 *
 * patient: one entry that names the patient, also when it is refused: the path or the body names one ·
 * two: the same of both patients whom it is about, unless it is refused ·
 * object: one entry, of the object that the path names and its patient, also when it is refused ·
 * found: one entry if the answer shows a patient, else none · log: one entry of whoever may look · none: it touches no patient
 *
 * A route with a # is the same one asked for something else: the sample of that name in test/support/route-samples.ts.
 */
const access = `
route                                             owner doctor nurse receptionist patient  log
GET    /health                                    open  open   open  open         open  none
GET    /api                                       open  open   open  open         open  none
GET    /.well-known/jwks.json                     open  open   open  open         open  none
GET    /api/openapi.json                          open  open   open  open         open  none
GET    /api/docs                                  open  open   open  open         open  none
POST   /api/auth/login                            open  open   open  open         open  none
POST   /api/auth/login/mfa                        open  open   open  open         open  none
POST   /api/auth/login/mfa/setup                  open  open   open  open         open  none
POST   /api/auth/login/mfa/setup/confirm          open  open   open  open         open  none
POST   /api/auth/refresh                          open  open   open  open         open  none
POST   /api/auth/logout                           open  open   open  open         open  none
POST   /api/auth/register                         open  open   open  open         open  none
POST   /api/auth/confirm                          open  open   open  open         open  none
POST   /api/auth/password/forgot                  open  open   open  open         open  none
POST   /api/auth/password/reset                   open  open   open  open         open  none
POST   /api/auth/invitations/look                 open  open   open  open         open  none
POST   /api/auth/invitations/accept               open  open   open  open         open  none
POST   /api/auth/password                         yes   yes    yes   yes          yes   none
POST   /api/auth/invitations                      yes   yes    yes   yes          no    patient
POST   /api/auth/invitations#staff                yes   no     no    no           no
POST   /api/auth/invitations#outsider             yes   no     no    no           no
GET    /api/auth/invitations                      yes   yes    yes   yes          no    found
DELETE /api/auth/invitations/:id                  yes   yes    yes   yes          no    none
POST   /api/auth/invitations/:id/resend           yes   yes    yes   yes          no    found
GET    /api/members                               yes   no     no    no           no    found
GET    /api/members#patient                       yes   no     no    no           no
GET    /api/members/:id                           yes   no     no    no           no    found
PATCH  /api/members/:id                           yes   no     no    no           no    found
DELETE /api/members/:id                           yes   no     no    no           no    none
DELETE /api/members/:id/second-factor             yes   no     no    no           no    none
GET    /api/relations                             yes   yes    no    yes          no    found
POST   /api/relations/:id/approve                 yes   yes    no    no           no    object
POST   /api/relations/:id/end                     yes   yes    no    yes          own   object
GET    /api/auth/session                          yes   yes    yes   yes          yes   none
POST   /api/auth/switch                           yes   yes    yes   yes          yes   none
GET    /api/auth/sessions                         yes   yes    yes   yes          yes   none
DELETE /api/auth/sessions                         yes   yes    yes   yes          yes   none
DELETE /api/auth/sessions/:id                     mine  mine   mine  mine         mine  none
GET    /api/auth/mfa                              yes   yes    yes   yes          yes   none
POST   /api/auth/mfa/totp                         yes   yes    yes   yes          yes   none
POST   /api/auth/mfa/totp/confirm                 yes   yes    yes   yes          yes   none
POST   /api/auth/mfa/totp/remove                  yes   yes    yes   yes          yes   none
POST   /api/auth/mfa/recovery-codes               yes   yes    yes   yes          yes   none
GET    /api/auth/policy                           yes   no     no    no           no    none
PUT    /api/auth/policy                           yes   no     no    no           no    none

POST   /api/patients                              yes   yes    yes   yes          no    found
GET    /api/patients                              yes   yes    yes   yes          no    found
GET    /api/patients#changed                      yes   yes    yes   yes          no
GET    /api/patients#name                         yes   yes    yes   yes          no
GET    /api/patients#typo                         yes   yes    yes   yes          no
POST   /api/patients/match                        yes   yes    yes   yes          no    found
POST   /api/patients/import                       yes   yes    yes   yes          no    found
GET    /api/patients/:id                          yes   yes    yes   yes          own   patient
PATCH  /api/patients/:id                          yes   yes    yes   yes          own   patient
POST   /api/patients/:id/archive                  yes   yes    no    yes          no    patient
POST   /api/patients/:id/restore                  yes   yes    no    yes          no    patient
POST   /api/patients/:id/merge                    yes   yes    no    yes          no    two
POST   /api/patients/:id/unmerge                  yes   yes    no    yes          no    two
POST   /api/patients/:id/verify                   yes   yes    yes   yes          no    patient
GET    /api/patients/:id/relations                yes   yes    yes   yes          own   patient
GET    /api/patients/:id/timeline                 no    yes    yes   no           own   patient
GET    /api/patients/:id/summary                  yes   yes    yes   yes          own   patient

GET    /api/clinic                                yes   yes    yes   yes          yes   none
PATCH  /api/clinic                                yes   no     no    no           no    none
GET    /api/clinic/closures                       yes   yes    yes   yes          yes   none
POST   /api/clinic/closures                       yes   no     no    no           no    none
DELETE /api/clinic/closures/:id                   yes   no     no    no           no    none
GET    /api/staff                                 yes   yes    yes   yes          yes   none
POST   /api/staff                                 yes   no     no    no           no    none
GET    /api/staff/specialties                     yes   yes    yes   yes          yes   none
GET    /api/staff/hours                           yes   yes    yes   yes          yes   none
GET    /api/staff/:id                             yes   yes    yes   yes          yes   none
PATCH  /api/staff/:id                             yes   no     no    no           no    none
POST   /api/staff/:id/archive                     yes   no     no    no           no    none
POST   /api/staff/:id/restore                     yes   no     no    no           no    none
GET    /api/staff/:id/availability                yes   yes    yes   yes          yes   none
GET    /api/staff/:id/availability/:validFrom     yes   yes    yes   yes          yes   none
PUT    /api/staff/:id/availability/:validFrom     yes   own    no    no           no    none
DELETE /api/staff/:id/availability/:validFrom     yes   own    no    no           no    none
GET    /api/staff/:id/absences                    yes   yes    yes   yes          no    none
POST   /api/staff/:id/absences                    yes   own    own   yes          no    found
POST   /api/staff/:id/absences/preview            yes   yes    yes   yes          no    found
DELETE /api/staff/:id/absences/:absenceId         yes   own    own   yes          no    none

GET    /api/staff/:id/openings                    yes   yes    yes   yes          no    none
POST   /api/staff/:id/openings                    yes   own    own   yes          no    none
DELETE /api/staff/:id/openings/:openingId         yes   own    own   yes          no    none

POST   /api/slots/holds                           yes   yes    yes   yes          yes   none
DELETE /api/slots/holds/:id                       yes   yes    yes   yes          own   none
GET    /api/rooms/:id/maintenance                 yes   yes    yes   yes          no    none
POST   /api/rooms/:id/maintenance                 yes   no     no    no           no    none
DELETE /api/rooms/:id/maintenance/:maintenanceId  yes   no     no    no           no    none
GET    /api/slots                                 yes   yes    yes   yes          yes   none
GET    /api/slots#clinic                          yes   yes    yes   yes          yes
GET    /api/visit-types                           yes   yes    yes   yes          yes   none
POST   /api/visit-types                           yes   no     no    no           no    none
GET    /api/visit-types/:id                       yes   yes    yes   yes          yes   none
PATCH  /api/visit-types/:id                       yes   no     no    no           no    none
GET    /api/rooms                                 yes   yes    yes   yes          no    none
POST   /api/rooms                                 yes   no     no    no           no    none
GET    /api/rooms/:id                             yes   yes    yes   yes          no    none
PATCH  /api/rooms/:id                             yes   no     no    no           no    none
PUT    /api/rooms/:id                             yes   no     no    no           no    none
DELETE /api/rooms/:id                             yes   no     no    no           no    none
GET    /api/rooms/board                           yes   yes    yes   yes          no    found
GET    /api/products                              yes   yes    yes   yes          no    none
POST   /api/products                              yes   no     no    no           no    none
GET    /api/products/:id                          yes   yes    yes   yes          no    none
PATCH  /api/products/:id                          yes   no     no    no           no    none

POST   /api/appointments                          yes   yes    yes   yes          own   patient
POST   /api/appointments#overbook                 yes   yes    yes   yes          no
POST   /api/appointments/walk-in                  yes   yes    yes   yes          no    patient
GET    /api/appointments                          yes   yes    yes   yes          own   patient
GET    /api/appointments#all                      yes   yes    yes   yes          yes
GET    /api/appointments/board                    yes   yes    yes   yes          no    found
POST   /api/appointments/series                   yes   yes    yes   yes          no    patient
GET    /api/appointments/series/:id               yes   yes    yes   yes          no    object
GET    /api/appointments/displaced                yes   yes    yes   yes          no    found
POST   /api/appointments/move-many                yes   yes    yes   yes          no    found
GET    /api/appointments/:id                      yes   yes    yes   yes          own   object
PATCH  /api/appointments/:id                      yes   yes    yes   yes          own   object
POST   /api/appointments/:id/confirm              yes   yes    yes   yes          own   object
POST   /api/appointments/:id/check-in             yes   yes    yes   yes          no    object
POST   /api/appointments/:id/start                no    yes    yes   yes          no    object
POST   /api/appointments/:id/finish               no    yes    yes   yes          no    object
POST   /api/appointments/:id/check-out            yes   yes    yes   yes          no    object
POST   /api/appointments/:id/complete             yes   yes    yes   yes          no    object
POST   /api/appointments/:id/cancel               yes   yes    yes   yes          own   object
POST   /api/appointments/:id/no-show              yes   yes    yes   yes          no    object
POST   /api/appointments/:id/undo                 yes   yes    yes   yes          no    object

GET    /api/queue                                 yes   yes    yes   yes          no    found
POST   /api/queue/next                            yes   yes    yes   yes          no    found
POST   /api/queue/:appointmentId/call             yes   yes    yes   yes          no    object
POST   /api/queue/:appointmentId/recall           yes   yes    yes   yes          no    object
POST   /api/queue/:appointmentId/skip             yes   yes    yes   yes          no    object
GET    /api/queue/screen                          live  live   live  live         live  none
POST   /api/queue/screen                          yes   yes    yes   yes          no    none
GET    /api/queue/screens                         yes   yes    yes   yes          no    none
DELETE /api/queue/screens/:id                     yes   yes    yes   yes          no    none

GET    /api/waitlist                              yes   yes    yes   yes          own   patient
POST   /api/waitlist                              yes   yes    yes   yes          own   patient
DELETE /api/waitlist/:id                          yes   yes    yes   yes          own   object
GET    /api/waitlist/offers                       yes   yes    yes   yes          own   patient
POST   /api/waitlist/offers/:id/accept            yes   yes    yes   yes          own   object
POST   /api/waitlist/offers/:id/decline           yes   yes    yes   yes          own   object
GET    /api/statistics                            yes   yes    yes   yes          no    none

GET    /api/public/:slug                          open  open   open  open         open  none
GET    /api/public/:slug/slots                    open  open   open  open         open  none
POST   /api/public/:slug/register                 open  open   open  open         open  none

GET    /api/encounters                            no    yes    yes   no           own   patient
POST   /api/encounters                            no    yes    yes   no           no    patient
GET    /api/encounters/unsigned                   no    yes    yes   no           no    found
GET    /api/encounters/:id                        no    yes    yes   no           own   object
PATCH  /api/encounters/:id                        no    yes    no    no           no    object
POST   /api/encounters/:id/sign                   no    yes    no    no           no    object
POST   /api/encounters/:id/retract                no    yes    yes   no           no    object
POST   /api/encounters/:id/notes                  no    yes    yes   no           no    object
PATCH  /api/encounters/:id/notes/:noteId          no    yes    yes   no           no    object
POST   /api/encounters/:id/notes/:noteId/sign     no    yes    yes   no           no    object
GET    /api/observations                          no    yes    yes   no           own   patient
POST   /api/observations                          no    yes    yes   no           no    patient
POST   /api/observations/batch                    no    yes    yes   no           no    patient
GET    /api/observations/:id                      no    yes    yes   no           own   object
POST   /api/observations/:id/retract              no    yes    yes   no           no    object
GET    /api/dashboard                             yes   yes    yes   yes          no    none

GET    /api/access-log                            yes   no     no    no           no    log
GET    /api/access-log/csv                        yes   no     no    no           no    log
GET    /api/access-log/verify                     yes   no     no    no           no    none
GET    /api/patients/:id/access-log               yes   no     no    no           own   patient
`

export type Word = 'yes' | 'own' | 'no' | 'open' | 'mine' | 'live'

const lines = access
  .trim()
  .split('\n')
  .slice(1)
  .filter(Boolean)
  .map(line => {
    const [method, path, ...words] = line.split(/\s+/)
    return { route: `${method} ${path}`, words }
  })

/** What each role may, by `METHOD /path`. */
export const rules: ReadonlyMap<string, Record<Role, Word>> = new Map(
  lines.map(({ route, words }) => [
    route,
    Object.fromEntries(roles.map((role, i) => [role, words[i]])) as Record<Role, Word>,
  ]),
)

export type LogWord = 'patient' | 'two' | 'object' | 'found' | 'log' | 'none'

/** What each route leaves in the access log. */
export const logged: ReadonlyMap<string, LogWord> = new Map(
  lines.filter(({ route }) => !route.includes('#')).map(({ route, words }) => [route, words[roles.length] as LogWord]),
)

/**
 * What each word comes to, by whose object a request names and by the standing of the one who asks; reviewed like the table above.
 *
 * own, other: of this clinic, the asker's and somebody else's · absent: an id that nothing has · foreign: another clinic's
 *
 * active: signed in · disabled: switched off since the token was made, which a write and a read of a record ask, and other reads learn when
 * the token ends · pre_mfa: the password was right, the second factor is still asked for
 *
 * admitted: done, or refused for the state of the object · nothing: as if it did not exist · forbidden: 403 · stranger: 401
 */
const outcomes = `
word  standing        own        other      absent     foreign
yes   active          admitted   admitted   nothing    nothing
own   active          admitted   nothing    nothing    nothing
mine  active          nothing    nothing    nothing    nothing
no    active          forbidden  forbidden  forbidden  forbidden
open  active          open       open       open       open
live  active          stranger   stranger   stranger   stranger

yes   disabled_read   admitted   admitted   nothing    nothing
own   disabled_read   admitted   nothing    nothing    nothing
mine  disabled_read   nothing    nothing    nothing    nothing
no    disabled_read   forbidden  forbidden  forbidden  forbidden
open  disabled_read   open       open       open       open
live  disabled_read   stranger   stranger   stranger   stranger
yes   disabled        stranger   stranger   stranger   stranger
own   disabled        stranger   stranger   stranger   stranger
mine  disabled        stranger   stranger   stranger   stranger
no    disabled        stranger   stranger   stranger   stranger
open  disabled        open       open       open       open
live  disabled        stranger   stranger   stranger   stranger

yes   pre_mfa         stranger   stranger   stranger   stranger
own   pre_mfa         stranger   stranger   stranger   stranger
mine  pre_mfa         stranger   stranger   stranger   stranger
no    pre_mfa         stranger   stranger   stranger   stranger
open  pre_mfa         open       open       open       open
live  pre_mfa         stranger   stranger   stranger   stranger
`

export type Standing = 'active' | 'disabled' | 'pre_mfa'
export const objects = ['own', 'other', 'absent', 'foreign'] as const
export type Whose = (typeof objects)[number]
export type Outcome = 'admitted' | 'nothing' | 'forbidden' | 'open' | 'stranger'

const table = new Map(
  outcomes
    .trim()
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map(line => {
      const [word, standing, ...cells] = line.split(/\s+/)
      return [`${word} ${standing}`, Object.fromEntries(objects.map((whose, i) => [whose, cells[i]]))] as const
    }),
)

/** Reads that ask the session like a write does: what they answer is in somebody's record, or is the session itself. */
const askingReads = new Set([
  'GET /api/auth/session',
  'GET /api/relations',
  'GET /api/patients/:id/relations',
  'GET /api/patients/:id/timeline',
  'GET /api/patients/:id/summary',
  'GET /api/patients/:id/access-log',
  'GET /api/encounters',
  'GET /api/encounters/unsigned',
  'GET /api/encounters/:id',
  'GET /api/observations',
  'GET /api/observations/:id',
])

export function outcomeOf(route: string, role: Role, standing: Standing, whose: Whose): Outcome {
  // Whoever stands for patients is asked at every read.
  const believed = route.startsWith('GET ') && !askingReads.has(route) && role !== 'patient'
  const row = standing === 'disabled' && believed ? 'disabled_read' : standing
  return table.get(`${rules.get(route)?.[role]} ${row}`)?.[whose] as Outcome
}
