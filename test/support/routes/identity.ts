import type { RouteArea } from '../route-areas.ts'
import { at, unique } from '../sample-values.ts'

/** Sign-in, sessions, invitations and members. */
export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
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
GET    /api/patients/:id/relations                yes   yes    yes   yes          own   patient
GET    /api/auth/session                          yes   yes    yes   yes          yes   none
POST   /api/auth/switch                           yes   yes    yes   yes          yes   none
POST   /api/auth/step-up                          yes   yes    yes   yes          yes   none
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
`,
  samples: {
    'GET /api/relations': () => at('/api/relations'),
    'POST /api/relations/:id/approve': (_, of) => at(`/api/relations/${of.relation}/approve`, {}),
    'POST /api/relations/:id/end': (_, of) => at(`/api/relations/${of.relation}/end`, {}),
    'GET /api/patients/:id/relations': (_, of) => at(`/api/patients/${of.patient}/relations`),
    'POST /api/auth/login': () => at('/api/auth/login', { email: `${unique()}@example.test`, password: 'nothing' }),
    'POST /api/auth/login/mfa': () => at('/api/auth/login/mfa', { mfaToken: 'not.a.token', code: '000000' }),
    'POST /api/auth/login/mfa/setup': () => at('/api/auth/login/mfa/setup', { mfaToken: 'not.a.token' }),
    'POST /api/auth/login/mfa/setup/confirm': () =>
      at('/api/auth/login/mfa/setup/confirm', { mfaToken: 'not.a.token', code: '000000' }),
    'POST /api/auth/refresh': () => at('/api/auth/refresh'),
    'POST /api/auth/logout': () => at('/api/auth/logout'),
    'GET /api/auth/session': () => at('/api/auth/session'),
    'POST /api/auth/register': () =>
      at('/api/auth/register', {
        clinic: { name: 'A clinic', timezone: 'UTC', country: 'US', currency: 'USD', locale: 'en' },
        owner: { name: 'An owner', email: `${unique()}@example.test` },
      }),
    'POST /api/auth/confirm': () =>
      at('/api/auth/confirm', { token: 'nobody-made-this', password: 'a password of a sample' }),
    'POST /api/auth/password/forgot': () => at('/api/auth/password/forgot', { email: 'nobody@example.test' }),
    'POST /api/auth/password/reset': () =>
      at('/api/auth/password/reset', { token: 'nobody-made-this', password: 'a password of a sample' }),
    'POST /api/auth/password': () => at('/api/auth/password', { current: 'nothing', next: 'a password of a sample' }),
    'POST /api/auth/invitations': (_, of) =>
      at('/api/auth/invitations', { name: 'Someone', roles: ['patient'], patientId: of.patient, relation: 'self' }),
    'GET /api/auth/invitations': () => at('/api/auth/invitations'),
    'POST /api/auth/invitations/look': () => at('/api/auth/invitations/look', { token: 'nobody-made-this' }),
    'POST /api/auth/invitations/accept': () => at('/api/auth/invitations/accept', { token: 'nobody-made-this' }),
    'DELETE /api/auth/invitations/:id': fixture => at(`/api/auth/invitations/${fixture.shared.invitation}`),
    'POST /api/auth/invitations/:id/resend': fixture => at(`/api/auth/invitations/${fixture.shared.invitation}/resend`),
    'GET /api/members': () => at('/api/members'),
    'GET /api/members/:id': fixture => at(`/api/members/${fixture.shared.member}`),
    'PATCH /api/members/:id': fixture => at(`/api/members/${fixture.shared.member}`, { roles: ['receptionist'] }),
    'DELETE /api/members/:id/second-factor': fixture => at(`/api/members/${fixture.shared.member}/second-factor`),
    'DELETE /api/members/:id': fixture => at(`/api/members/${fixture.shared.member}`),
    'POST /api/auth/switch': fixture => at('/api/auth/switch', { clinicId: fixture.clinicId }),
    'GET /api/auth/sessions': () => at('/api/auth/sessions'),
    'DELETE /api/auth/sessions': () => at('/api/auth/sessions'),
    'DELETE /api/auth/sessions/:id': () => at(`/api/auth/sessions/ses-${crypto.randomUUID()}`),
    'GET /api/auth/mfa': () => at('/api/auth/mfa'),
    'POST /api/auth/step-up': () => at('/api/auth/step-up', { code: '000000' }),
    'POST /api/auth/mfa/totp': () => at('/api/auth/mfa/totp'),
    'POST /api/auth/mfa/totp/confirm': () => at('/api/auth/mfa/totp/confirm', { code: '000000' }),
    'POST /api/auth/mfa/totp/remove': () => at('/api/auth/mfa/totp/remove', { code: '000000' }),
    'POST /api/auth/mfa/recovery-codes': () => at('/api/auth/mfa/recovery-codes', { code: '000000' }),
    'GET /api/auth/policy': () => at('/api/auth/policy'),
    'PUT /api/auth/policy': () => at('/api/auth/policy', { requireSecondFactor: false }),
  },
  furtherSamples: {
    'POST /api/auth/invitations#staff': () =>
      at('/api/auth/invitations', { name: 'Someone', roles: ['receptionist'], email: `${unique()}@example.test` }),
    'POST /api/auth/invitations#outsider': ({ outsider }) =>
      at('/api/auth/invitations', { name: 'Someone', roles: ['receptionist'], email: outsider }),
    'GET /api/members#patient': (_, of) => at(`/api/members?patientId=${of.patient}`),
  },
  preparing: {
    'POST /api/relations/:id/approve': async fixture => ({
      path: `/api/relations/${await fixture.relation()}/approve`,
      body: {},
    }),
    'POST /api/relations/:id/end': async fixture => ({
      path: `/api/relations/${await fixture.relation()}/end`,
      body: {},
    }),
    'PATCH /api/members/:id': async fixture => ({
      path: `/api/members/${await fixture.member()}`,
      body: { roles: ['receptionist'] },
    }),
    'DELETE /api/members/:id/second-factor': async fixture => ({
      path: `/api/members/${await fixture.guarded()}/second-factor`,
    }),
    'DELETE /api/members/:id': async fixture => ({ path: `/api/members/${await fixture.member()}` }),
  },
}
