import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeCodes, type LiveItem } from '../../gateway/live/contract.ts'
import { seenOf, type Viewer } from '../../gateway/live/viewer.ts'
import type { ObjectName } from '../../workers/shared/objects.ts'
import { type Action, ruleOf } from '../../workers/shared/permissions.ts'
import { aKnownClinic, anAccount } from '../support/accounts.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { aBrowser } from '../support/http-browser.ts'
import { connect, joined, type LiveClient, ticketOf } from '../support/live-client.ts'
import { actionOf } from '../support/route-descriptions.ts'
import { routes } from '../support/route-samples.ts'
import { sendValid, validRequest } from '../support/valid-requests.ts'

/** The live channel: who sits at it is told of every change that is theirs to know, in numbers, and can catch up. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const aPatient = async (name = 'Somebody'): Promise<string> =>
  must(await fixture.people.owner.ask('POST', '/api/patients', { name: { given: name }, sex: 'unknown' })).id

const isReady = ({ type }: { type: string }) => type === 'ready'
const tellsOf = (id: string) => (frame: { type: string; items?: LiveItem[] }) =>
  frame.type === 'changed' && frame.items?.some(item => item.id === id) === true

async function at(person: { ask: ClinicFixture['everyone']['ask'] }): Promise<LiveClient> {
  const client = await joined(app, person)
  client.hello()
  await client.frame(isReady)
  return client
}

test('a write shows at another screen as ids, and nothing else', async () => {
  const client = await at(fixture.people.receptionist)
  const id = await aPatient(fixture.canary)
  expect(await client.frame(tellsOf(id))).toEqual({
    type: 'changed',
    seq: expect.any(Number),
    items: [{ resource: 'patient', id, patientId: id }],
  })
  client.socket.close()
})

describe('every write', () => {
  /** The newest change of each Worker's ledger in this clinic, by rowid, which only grows; what keeps the answer of a request over many is no object's. */
  async function ledger(after: Map<string, number>) {
    const found: { object: ObjectName; id: string; patientIds: string[] }[] = []
    for (const worker of ['gateway', 'patient', 'staff', 'appointment', 'record']) {
      const rows = await app
        .database(worker)
        .prepare(
          `SELECT rowid AS n, object, object_id, patient_ids FROM change
           WHERE clinic_id = ? AND object_id NOT LIKE 'chg-%' AND rowid > ? ORDER BY rowid`,
        )
        .bind(fixture.clinicId, after.get(worker) ?? 0)
        .all<{ n: number; object: ObjectName; object_id: string; patient_ids: string | null }>()
      for (const { n, object, object_id, patient_ids } of rows) {
        after.set(worker, n)
        found.push({ object, id: object_id, patientIds: patient_ids?.split(' ') ?? [] })
      }
    }
    return found
  }
  const keyOf = ({ resource, id, patientId }: LiveItem) => `${resource} ${id} ${patientId ?? ''}`
  const writes = routes.filter(route => {
    const action = actionOf(route) as Action
    return !route.startsWith('GET ') && !/\/(?:auth|public)\//.test(route) && ruleOf(action).effect === 'write'
  })

  test('announces what its row of the ledger says, neither more nor less', async () => {
    const viewer: Viewer = { ...fixture.everyone.claims, accountId: '', sessionId: '', recordClosed: [], until: 0 }
    const client = await at(fixture.everyone)
    const newest = new Map<string, number>()
    await ledger(newest)
    let heard = client.items().length
    const silent: string[] = []
    for (const route of writes) {
      const sample = await validRequest(fixture, route)
      // What had to be made first is announced, too: wait until it is through.
      const last = await aPatient()
      await client.frame(tellsOf(last))
      await ledger(newest)
      heard = client.items().length
      const reply = await sendValid(fixture, route, sample)
      if (reply.status >= 300) continue
      const end = await aPatient()
      await client.frame(tellsOf(end))
      const written = seenOf(viewer, await ledger(newest)).map(keyOf)
      const told = client.items().slice(heard).map(keyOf)
      expect(new Set(told), route).toEqual(new Set(written))
      if (written.length === 1) silent.push(route)
    }
    // Of these there is no row that staff may see: a ticket changes nothing, and the sample of an import is known already.
    expect(silent.sort()).toEqual(['POST /api/live/ticket', 'POST /api/patients/import'])
    client.socket.close()
  }, 180_000)
})

test('whom an import registers shows, too', async () => {
  const client = await at(fixture.people.receptionist)
  const rows = [{ name: { given: 'Imported', family: crypto.randomUUID() }, sex: 'female', birthDate: '1971-02-03' }]
  const input = { importId: `imp-${crypto.randomUUID()}`, source: 'a list', rows }
  const { items } = must(await fixture.people.owner.ask('POST', '/api/patients/import', input))
  await client.frame(tellsOf(items[0].patientId))
  client.socket.close()
})

describe('a patient', () => {
  test('hears of the own alone, in numbers that tell nothing of the clinic', async () => {
    const client = await at(fixture.people.patient)
    const first = client.frames.at(-1)?.seq ?? 0
    for (let n = 0; n < 5; n++) await aPatient()
    const { version } = must(await fixture.people.owner.ask('GET', `/api/patients/${fixture.own.patient}`))
    const change = { phone: '555 0199' }
    must(
      await fixture.people.receptionist.ask('PATCH', `/api/patients/${fixture.own.patient}`, change, {
        'if-match': `"${version}"`,
      }),
    )
    await client.frame(tellsOf(fixture.own.patient))
    expect(client.items()).toEqual([{ resource: 'patient', id: fixture.own.patient, patientId: fixture.own.patient }])
    expect(client.frames.at(-1)?.seq).toBe(first + 1)
    client.socket.close()
  })
})

describe('whoever comes back', () => {
  test.each(['receptionist', 'patient'] as const)('is told what was missed, once: %s', async role => {
    const person = fixture.people[role]
    const before = await at(person)
    const since = before.frames.at(-1)?.seq ?? 0
    before.socket.close()
    await before.closed
    const { version } = must(await fixture.people.owner.ask('GET', `/api/patients/${fixture.own.patient}`))
    must(
      await fixture.people.receptionist.ask(
        'PATCH',
        `/api/patients/${fixture.own.patient}`,
        { phone: `555 01${version}` },
        { 'if-match': `"${version}"` },
      ),
    )
    // The frame has gone out, to nobody.
    await new Promise(resolve => setTimeout(resolve, 200))
    const again = await joined(app, person)
    again.hello(since)
    const missed = await again.frame(tellsOf(fixture.own.patient))
    again.hello(missed.seq)
    await again.frame(isReady)
    expect(again.items().filter(item => item.id === fixture.own.patient)).toHaveLength(1)
    again.socket.close()
  })

  test('from another life of the clinic, asks everything again', async () => {
    for (const role of ['receptionist', 'patient'] as const) {
      const client = await joined(app, fixture.people[role])
      client.hello(1_000_000)
      await client.frame(({ type }) => type === 'reboot')
      client.socket.close()
    }
  })
})

describe('a ticket', () => {
  test('opens one socket, and no other clinic knows it', async () => {
    const ticket = await ticketOf(fixture.people.doctor)
    const client = await connect(app, ticket)
    client.socket.close()
    await expect(connect(app, ticket)).rejects.toThrow('refused')
    const [, secret = ''] = (await ticketOf(fixture.people.doctor)).split('.')
    await expect(connect(app, `cln-${crypto.randomUUID()}.${secret}`)).rejects.toThrow('refused')
    await expect(connect(app, 'cln-1.nothing')).rejects.toThrow('refused')
  })

  test('is taken from our own pages and from programs, and from no other page', async () => {
    const foreign = { origin: 'https://elsewhere.example' }
    await expect(connect(app, await ticketOf(fixture.people.doctor), foreign)).rejects.toThrow('refused')
    const own = await connect(app, await ticketOf(fixture.people.doctor), { origin: new URL(app.url).origin })
    own.socket.close()
  })
})

describe('a socket that says what nobody says', () => {
  test.each<[string, (client: LiveClient) => void]>([
    ['no JSON', ({ socket }) => socket.send('{"type":')],
    ['an unknown frame', ({ socket }) => socket.send('{"type":"changed","seq":1,"items":[]}')],
    ['bytes', ({ socket }) => socket.send(new Uint8Array([0xff, 0xfe, 0x00]))],
    ['very much', ({ socket }) => socket.send(JSON.stringify({ type: 'hello', more: 'x'.repeat(100_000) }))],
    [
      'very often',
      client => {
        for (let n = 0; n < 1_000; n++) client.hello()
      },
    ],
  ])('%s is closed, and the others go on', async (_, say) => {
    const [odd, other] = [await at(fixture.people.nurse), await at(fixture.people.receptionist)]
    say(odd)
    expect(await odd.closed).toBe(closeCodes.unreadable)
    const id = await aPatient()
    await other.frame(tellsOf(id))
    other.socket.close()
  })

  test('of one person there are twenty at most: the oldest goes', async () => {
    const all: LiveClient[] = []
    for (let n = 0; n < 21; n++) all.push(await joined(app, fixture.people.doctor))
    expect(await all[0]?.closed).toBe(closeCodes.tooMany)
    for (const { socket } of all) socket.close()
  })
})

describe('what ends a session ends its sockets', () => {
  async function signedIn() {
    const clinicId = `cln-${crypto.randomUUID()}`
    await aKnownClinic(app, clinicId)
    const account = await anAccount(app, [{ clinicId, roles: ['doctor'] }])
    const owner = await anAccount(app, [{ clinicId, roles: ['owner'] }])
    const [here, there, desk] = [aBrowser(app), aBrowser(app), aBrowser(app)]
    const ask = here.with(must(await here.signIn(account)).accessToken)
    const askThere = there.with(must(await there.signIn(account)).accessToken)
    const askOwner = desk.with(must(await desk.signIn(owner)).accessToken)
    const client = await at({ ask: ask as never })
    return { account, here, there, ask, askThere, askOwner, client, clinicId }
  }
  type There = Awaited<ReturnType<typeof signedIn>>
  const run = (sql: string, ...values: unknown[]) =>
    app
      .database('gateway')
      .prepare(sql)
      .bind(...values)
      .run()
  const memberOf = async ({ askOwner, account }: There) =>
    must(await askOwner('GET', '/api/members')).items.find(
      (one: { account: { id: string } }) => one.account.id === account.accountId,
    )

  test.each<[string, (at: There) => Promise<unknown>]>([
    ['signing out', ({ here }) => here.post('/api/auth/logout')],
    ['signing out everywhere else', ({ askThere }) => askThere('DELETE', '/api/auth/sessions')],
    [
      'a new password',
      ({ askThere, account }) =>
        askThere('POST', '/api/auth/password', { current: account.password, next: 'another good and long one' }),
    ],
    [
      'removal by the owner',
      async there => {
        const { id, version } = await memberOf(there)
        await there.askOwner('DELETE', `/api/members/${id}`, undefined, { 'if-match': `"${version}"` })
      },
    ],
    [
      'other roles',
      async there => {
        const { id, version } = await memberOf(there)
        await there.askOwner('PATCH', `/api/members/${id}`, { roles: ['nurse'] }, { 'if-match': `"${version}"` })
      },
    ],
  ])('%s, within a second', async (_, end) => {
    const there = await signedIn()
    const began = Date.now()
    await end(there)
    expect(await there.client.closed).toBe(closeCodes.renewed)
    expect(Date.now() - began).toBeLessThan(5_000)
  })

  test.each<[string, (at: There) => Promise<unknown>]>([
    ['signing out', ({ here }) => here.post('/api/auth/logout')],
    [
      'removal',
      async there => {
        const { id, version } = await memberOf(there)
        await there.askOwner('DELETE', `/api/members/${id}`, undefined, { 'if-match': `"${version}"` })
      },
    ],
  ])('a ticket of before %s opens nothing after it', async (_, end) => {
    const there = await signedIn()
    const ticket = await ticketOf({ ask: there.ask as never })
    await end(there)
    expect(await there.client.closed).toBe(closeCodes.renewed)
    await expect(connect(app, ticket)).rejects.toThrow('refused')
  })

  test('what is done to the tables leaves the row that closes them, whichever way', async () => {
    const { account, clinicId } = await signedIn()
    const left = async () =>
      (
        await app
          .database('gateway')
          .prepare(`SELECT 1 FROM outbox WHERE clinic_id = ? AND topic = 'live.ended' AND object_id = ?`)
          .bind(clinicId, account.accountId)
          .all()
      ).length
    for (const sql of [
      "UPDATE session SET revoked_at = 1, revoked_for = 'signed_out' WHERE account_id = ? AND revoked_at IS NULL",
      "UPDATE session SET clinic_id = 'cln-elsewhere' WHERE account_id = ?",
      'UPDATE membership SET version = version + 1 WHERE account_id = ?',
      'UPDATE membership SET disabled_at = 1 WHERE account_id = ?',
      'UPDATE account SET disabled_at = 1 WHERE id = ?',
      'DELETE FROM membership WHERE account_id = ?',
    ]) {
      const before = await left()
      await run(sql, account.accountId)
      expect(await left(), sql).toBeGreaterThan(before)
    }
  })
})
