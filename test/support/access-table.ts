import { type Role, roles } from '../../workers/shared/permissions.ts'

/**
 * What each role may do with each route, written down by hand and reviewed; deliberately not made from the permission table.
 *
 * yes: with any object of the clinic · own: with the own object, another's is 404 or 403 · no: 403 · open: without signing in, too ·
 * mine: of the asker's own account alone, so that what a sample names is 404 ·
 * live: opened by a screen's token alone
 *
 * A route with a # is the same one asked for something else: the sample of that name in test/support/route-samples.ts.
 */
const access = `
route                                             owner doctor nurse receptionist patient
GET    /health                                    open  open   open  open         open
GET    /api                                       open  open   open  open         open
GET    /.well-known/jwks.json                     open  open   open  open         open
GET    /api/openapi.json                          open  open   open  open         open
GET    /api/docs                                  open  open   open  open         open
POST   /api/auth/login                            open  open   open  open         open
POST   /api/auth/login/mfa                        open  open   open  open         open
POST   /api/auth/login/mfa/setup                  open  open   open  open         open
POST   /api/auth/login/mfa/setup/confirm          open  open   open  open         open
POST   /api/auth/refresh                          open  open   open  open         open
POST   /api/auth/logout                           open  open   open  open         open
POST   /api/auth/register                         open  open   open  open         open
POST   /api/auth/confirm                          open  open   open  open         open
POST   /api/auth/password/forgot                  open  open   open  open         open
POST   /api/auth/password/reset                   open  open   open  open         open
POST   /api/auth/invitations/look                 open  open   open  open         open
POST   /api/auth/invitations/accept               open  open   open  open         open
POST   /api/auth/password                         yes   yes    yes   yes          yes
POST   /api/auth/invitations                      yes   yes    yes   yes          no
POST   /api/auth/invitations#staff                yes   no     no    no           no
POST   /api/auth/invitations#outsider             yes   no     no    no           no
GET    /api/auth/invitations                      yes   yes    yes   yes          no
DELETE /api/auth/invitations/:id                  yes   yes    yes   yes          no
POST   /api/auth/invitations/:id/resend           yes   yes    yes   yes          no
GET    /api/members                               yes   no     no    no           no
GET    /api/members#patient                       yes   no     no    no           no
GET    /api/members/:id                           yes   no     no    no           no
PATCH  /api/members/:id                           yes   no     no    no           no
DELETE /api/members/:id                           yes   no     no    no           no
DELETE /api/members/:id/second-factor             yes   no     no    no           no
GET    /api/auth/session                          yes   yes    yes   yes          yes
POST   /api/auth/switch                           yes   yes    yes   yes          yes
GET    /api/auth/sessions                         yes   yes    yes   yes          yes
DELETE /api/auth/sessions                         yes   yes    yes   yes          yes
DELETE /api/auth/sessions/:id                     mine  mine   mine  mine         mine
GET    /api/auth/mfa                              yes   yes    yes   yes          yes
POST   /api/auth/mfa/totp                         yes   yes    yes   yes          yes
POST   /api/auth/mfa/totp/confirm                 yes   yes    yes   yes          yes
POST   /api/auth/mfa/totp/remove                  yes   yes    yes   yes          yes
POST   /api/auth/mfa/recovery-codes               yes   yes    yes   yes          yes
GET    /api/auth/policy                           yes   no     no    no           no
PUT    /api/auth/policy                           yes   no     no    no           no

POST   /api/patients                              yes   yes    yes   yes          no
GET    /api/patients                              yes   yes    yes   yes          no
GET    /api/patients#changed                      yes   yes    yes   yes          no
GET    /api/patients#name                         yes   yes    yes   yes          no
GET    /api/patients#typo                         yes   yes    yes   yes          no
POST   /api/patients/match                        yes   yes    yes   yes          no
POST   /api/patients/import                       yes   yes    yes   yes          no
GET    /api/patients/:id                          yes   yes    yes   yes          own
PATCH  /api/patients/:id                          yes   yes    yes   yes          own
POST   /api/patients/:id/archive                  yes   yes    no    yes          no
POST   /api/patients/:id/restore                  yes   yes    no    yes          no
POST   /api/patients/:id/merge                    yes   yes    no    yes          no
POST   /api/patients/:id/unmerge                  yes   yes    no    yes          no
POST   /api/patients/:id/verify                   yes   yes    yes   yes          no
GET    /api/patients/:id/timeline                 no    yes    yes   no           own
GET    /api/patients/:id/summary                  yes   yes    yes   yes          own

GET    /api/clinic                                yes   yes    yes   yes          yes
PATCH  /api/clinic                                yes   no     no    no           no
GET    /api/clinic/closures                       yes   yes    yes   yes          yes
POST   /api/clinic/closures                       yes   no     no    no           no
DELETE /api/clinic/closures/:id                   yes   no     no    no           no
GET    /api/staff                                 yes   yes    yes   yes          yes
POST   /api/staff                                 yes   no     no    no           no
GET    /api/staff/specialties                     yes   yes    yes   yes          yes
GET    /api/staff/hours                           yes   yes    yes   yes          yes
GET    /api/staff/:id                             yes   yes    yes   yes          yes
PATCH  /api/staff/:id                             yes   no     no    no           no
POST   /api/staff/:id/archive                     yes   no     no    no           no
POST   /api/staff/:id/restore                     yes   no     no    no           no
GET    /api/staff/:id/availability                yes   yes    yes   yes          yes
GET    /api/staff/:id/availability/:validFrom     yes   yes    yes   yes          yes
PUT    /api/staff/:id/availability/:validFrom     yes   own    no    no           no
DELETE /api/staff/:id/availability/:validFrom     yes   own    no    no           no
GET    /api/staff/:id/absences                    yes   yes    yes   yes          no
POST   /api/staff/:id/absences                    yes   own    own   yes          no
POST   /api/staff/:id/absences/preview            yes   yes    yes   yes          no
DELETE /api/staff/:id/absences/:absenceId         yes   own    own   yes          no

GET    /api/staff/:id/openings                    yes   yes    yes   yes          no
POST   /api/staff/:id/openings                    yes   own    own   yes          no
DELETE /api/staff/:id/openings/:openingId         yes   own    own   yes          no

POST   /api/slots/holds                           yes   yes    yes   yes          yes
DELETE /api/slots/holds/:id                       yes   yes    yes   yes          own
GET    /api/rooms/:id/maintenance                 yes   yes    yes   yes          no
POST   /api/rooms/:id/maintenance                 yes   no     no    no           no
DELETE /api/rooms/:id/maintenance/:maintenanceId  yes   no     no    no           no
GET    /api/slots                                 yes   yes    yes   yes          yes
GET    /api/slots#clinic                          yes   yes    yes   yes          yes
GET    /api/visit-types                           yes   yes    yes   yes          yes
POST   /api/visit-types                           yes   no     no    no           no
GET    /api/visit-types/:id                       yes   yes    yes   yes          yes
PATCH  /api/visit-types/:id                       yes   no     no    no           no
GET    /api/rooms                                 yes   yes    yes   yes          no
POST   /api/rooms                                 yes   no     no    no           no
GET    /api/rooms/:id                             yes   yes    yes   yes          no
PATCH  /api/rooms/:id                             yes   no     no    no           no
PUT    /api/rooms/:id                             yes   no     no    no           no
DELETE /api/rooms/:id                             yes   no     no    no           no
GET    /api/rooms/board                           yes   yes    yes   yes          no
GET    /api/products                              yes   yes    yes   yes          no
POST   /api/products                              yes   no     no    no           no
GET    /api/products/:id                          yes   yes    yes   yes          no
PATCH  /api/products/:id                          yes   no     no    no           no

POST   /api/appointments                          yes   yes    yes   yes          own
POST   /api/appointments#overbook                 yes   yes    yes   yes          no
POST   /api/appointments/walk-in                  yes   yes    yes   yes          no
GET    /api/appointments                          yes   yes    yes   yes          own
GET    /api/appointments#all                      yes   yes    yes   yes          yes
GET    /api/appointments/board                    yes   yes    yes   yes          no
POST   /api/appointments/series                   yes   yes    yes   yes          no
GET    /api/appointments/series/:id               yes   yes    yes   yes          no
GET    /api/appointments/displaced                yes   yes    yes   yes          no
POST   /api/appointments/move-many                yes   yes    yes   yes          no
GET    /api/appointments/:id                      yes   yes    yes   yes          own
PATCH  /api/appointments/:id                      yes   yes    yes   yes          own
POST   /api/appointments/:id/confirm              yes   yes    yes   yes          own
POST   /api/appointments/:id/check-in             yes   yes    yes   yes          no
POST   /api/appointments/:id/start                no    yes    yes   yes          no
POST   /api/appointments/:id/finish               no    yes    yes   yes          no
POST   /api/appointments/:id/check-out            yes   yes    yes   yes          no
POST   /api/appointments/:id/complete             yes   yes    yes   yes          no
POST   /api/appointments/:id/cancel               yes   yes    yes   yes          own
POST   /api/appointments/:id/no-show              yes   yes    yes   yes          no
POST   /api/appointments/:id/undo                 yes   yes    yes   yes          no

GET    /api/queue                                 yes   yes    yes   yes          no
POST   /api/queue/next                            yes   yes    yes   yes          no
POST   /api/queue/:appointmentId/call             yes   yes    yes   yes          no
POST   /api/queue/:appointmentId/recall           yes   yes    yes   yes          no
POST   /api/queue/:appointmentId/skip             yes   yes    yes   yes          no
GET    /api/queue/screen                          live  live   live  live         live
POST   /api/queue/screen                          yes   yes    yes   yes          no
GET    /api/queue/screens                         yes   yes    yes   yes          no
DELETE /api/queue/screens/:id                     yes   yes    yes   yes          no

GET    /api/waitlist                              yes   yes    yes   yes          own
POST   /api/waitlist                              yes   yes    yes   yes          own
DELETE /api/waitlist/:id                          yes   yes    yes   yes          own
GET    /api/waitlist/offers                       yes   yes    yes   yes          own
POST   /api/waitlist/offers/:id/accept            yes   yes    yes   yes          own
POST   /api/waitlist/offers/:id/decline           yes   yes    yes   yes          own
GET    /api/statistics                            yes   yes    yes   yes          no

GET    /api/public/:slug                          open  open   open  open         open
GET    /api/public/:slug/slots                    open  open   open  open         open
POST   /api/public/:slug/register                 open  open   open  open         open

GET    /api/encounters                            no    yes    yes   no           own
POST   /api/encounters                            no    yes    yes   no           no
GET    /api/encounters/unsigned                   no    yes    yes   no           no
GET    /api/encounters/:id                        no    yes    yes   no           own
PATCH  /api/encounters/:id                        no    yes    no    no           no
POST   /api/encounters/:id/sign                   no    yes    no    no           no
POST   /api/encounters/:id/retract                no    yes    yes   no           no
POST   /api/encounters/:id/notes                  no    yes    yes   no           no
PATCH  /api/encounters/:id/notes/:noteId          no    yes    yes   no           no
POST   /api/encounters/:id/notes/:noteId/sign     no    yes    yes   no           no
GET    /api/observations                          no    yes    yes   no           own
POST   /api/observations                          no    yes    yes   no           no
POST   /api/observations/batch                    no    yes    yes   no           no
GET    /api/observations/:id                      no    yes    yes   no           own
POST   /api/observations/:id/retract              no    yes    yes   no           no
GET    /api/dashboard                             yes   yes    yes   yes          no

GET    /api/access-log                            yes   no     no    no           no
GET    /api/access-log/csv                        yes   no     no    no           no
GET    /api/access-log/verify                     yes   no     no    no           no
GET    /api/patients/:id/access-log               yes   no     no    no           own
`

export type Word = 'yes' | 'own' | 'no' | 'open' | 'mine' | 'live'

/** The table above, by `METHOD /path`. */
export const rules: ReadonlyMap<string, Record<Role, Word>> = new Map(
  access
    .trim()
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map(line => {
      const [method, path, ...words] = line.split(/\s+/)
      return [`${method} ${path}`, Object.fromEntries(roles.map((role, i) => [role, words[i]])) as Record<Role, Word>]
    }),
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
  const believed = route.startsWith('GET ') && !askingReads.has(route)
  const row = standing === 'disabled' && believed ? 'disabled_read' : standing
  return table.get(`${rules.get(route)?.[role]} ${row}`)?.[whose] as Outcome
}
