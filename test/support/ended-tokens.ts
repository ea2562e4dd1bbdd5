import type { Role } from '../../workers/shared/permissions.ts'
import { anAccount } from './accounts.ts'
import { must } from './clinic-fixture.ts'
import type { Person } from './harness.ts'
import { aBrowser, type Browser } from './http-browser.ts'
import type { Cast } from './permission-matrix.ts'

/** Ways in which an access token ends before its ten minutes are over, each by the request that really ends it. */

interface Ended {
  cast: Cast
  role: Role
  browser: Browser
  account: { accountId: string; email: string; password: string }
  membershipId: string
}

const byOwner = (method: 'PATCH' | 'DELETE', body?: (role: Role) => object) => async (ended: Ended) => {
  const { cast, role, membershipId } = ended
  const path = `/api/members/${membershipId}`
  const { owner } = cast.fixture.people
  const { version } = must(await owner.ask('GET', path))
  expectDone(await owner.ask(method, path, body?.(role), { 'if-match': `"${version}"` }))
}

function expectDone({ status, body }: { status: number; body: unknown }): void {
  if (status >= 300) throw new Error(`the token did not end: ${status} ${JSON.stringify(body)}`)
}

export const endings: Record<string, (ended: Ended) => Promise<void>> = {
  'signing out': async ({ browser }) => expectDone(await browser.post('/api/auth/logout')),
  disabling: byOwner('PATCH', () => ({ disabled: true })),
  'other roles': byOwner('PATCH', role => ({ roles: role === 'receptionist' ? ['nurse'] : ['receptionist'] })),
  removal: byOwner('DELETE'),
  'a new password': async ({ cast, account }) => {
    const elsewhere = aBrowser(cast.app)
    const { accessToken } = must(await elsewhere.signIn(account))
    const change = { current: account.password, next: `another good one ${crypto.randomUUID()}` }
    expectDone(await elsewhere.with(accessToken)('POST', '/api/auth/password', change))
  },
  'a replay': async ({ cast, browser, account }) => {
    const thief = aBrowser(cast.app)
    thief.cookies.set('__Host-refresh', browser.cookies.get('__Host-refresh') ?? '')
    must(await browser.refresh())
    await cast.app
      .database('gateway')
      .prepare('UPDATE session SET rotated_at = rotated_at - 31000 WHERE account_id = ?')
      .bind(account.accountId)
      .run()
    const { status, body } = await thief.refresh()
    if (body.details?.reason !== 'replayed') throw new Error(`not taken for a replay: ${status}`)
  },
}

/** Somebody of this role whose token was used, and then ended in this way. */
export async function anEndedToken(cast: Cast, role: Role, ending: string): Promise<Person> {
  const { app, fixture } = cast
  const { claims } = fixture.people[role]
  const { clinicId, staffId } = claims
  const patients = claims.patients.map(patientId => ({ patientId, relation: 'self' as const }))
  const account = await anAccount(app, [{ clinicId, roles: [role], staffId, patients }])
  const browser = aBrowser(app)
  const { accessToken, membership } = must(await browser.signIn(account))
  const person = app.bearing(accessToken, claims)
  must(await person.ask('GET', '/api/staff'))
  await endings[ending]?.({ cast, role, browser, account, membershipId: membership.id })
  return person
}
