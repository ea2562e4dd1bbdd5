/**
 * What each role may do with each route, written down by hand and reviewed; deliberately not made from the permission table.
 *
 * yes: with any object of the clinic · own: with the own object, another's is 404 or 403 · no: 403 · open: without signing in, too ·
 * live: needs a session that identity knows, which a minted token has not
 */
export const access = `
route                                             owner doctor nurse receptionist patient
GET    /health                                    open  open   open  open         open
GET    /.well-known/jwks.json                     open  open   open  open         open
GET    /api/openapi.json                          open  open   open  open         open
GET    /api/docs                                  open  open   open  open         open
POST   /api/auth/login                            open  open   open  open         open
POST   /api/auth/refresh                          open  open   open  open         open
POST   /api/auth/logout                           open  open   open  open         open
GET    /api/auth/session                          live  live   live  live         live
POST   /api/auth/switch                           live  live   live  live         live

POST   /api/patients                              yes   yes    yes   yes          no
GET    /api/patients                              yes   yes    yes   yes          no
POST   /api/patients/match                        yes   yes    yes   yes          no
POST   /api/patients/import                       yes   yes    yes   yes          no
GET    /api/patients/:id                          yes   yes    yes   yes          own
PATCH  /api/patients/:id                          yes   yes    yes   yes          own
POST   /api/patients/:id/archive                  yes   yes    no    yes          no
POST   /api/patients/:id/restore                  yes   yes    no    yes          no
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
DELETE /api/staff/:id/absences/:absenceId         yes   own    own   yes          no

GET    /api/slots                                 yes   yes    yes   yes          yes
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
GET    /api/products                              yes   yes    yes   yes          no
POST   /api/products                              yes   no     no    no           no
GET    /api/products/:id                          yes   yes    yes   yes          no
PATCH  /api/products/:id                          yes   no     no    no           no

POST   /api/appointments                          yes   yes    yes   yes          own
POST   /api/appointments/walk-in                  yes   yes    yes   yes          no
GET    /api/appointments                          yes   yes    yes   yes          own
GET    /api/appointments/board                    yes   yes    yes   yes          no
GET    /api/appointments/:id                      yes   yes    yes   yes          own
PATCH  /api/appointments/:id                      yes   yes    yes   yes          own
POST   /api/appointments/:id/confirm              yes   yes    yes   yes          own
POST   /api/appointments/:id/check-in             yes   yes    yes   yes          no
POST   /api/appointments/:id/start                no    yes    yes   yes          no
POST   /api/appointments/:id/finish               no    yes    yes   yes          no
POST   /api/appointments/:id/check-out            yes   yes    yes   yes          no
POST   /api/appointments/:id/cancel               yes   yes    yes   yes          own
POST   /api/appointments/:id/no-show              yes   yes    yes   yes          no
POST   /api/appointments/:id/undo                 yes   yes    yes   yes          no

GET    /api/encounters                            no    yes    yes   no           own
POST   /api/encounters                            no    yes    yes   no           no
GET    /api/encounters/unsigned                   no    yes    yes   no           no
GET    /api/encounters/:id                        no    yes    yes   no           own
PATCH  /api/encounters/:id                        no    yes    no    no           no
POST   /api/encounters/:id/sign                   no    yes    no    no           no
POST   /api/encounters/:id/notes                  no    yes    yes   no           no
PATCH  /api/encounters/:id/notes/:noteId          no    yes    yes   no           no
POST   /api/encounters/:id/notes/:noteId/sign     no    yes    yes   no           no
GET    /api/observations                          no    yes    yes   no           own
POST   /api/observations                          no    yes    yes   no           no
POST   /api/observations/batch                    no    yes    yes   no           no
GET    /api/observations/:id                      no    yes    yes   no           own
POST   /api/observations/:id/retract              no    yes    yes   no           no
GET    /api/dashboard                             yes   yes    yes   yes          no
`
