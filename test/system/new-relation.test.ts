import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anEmail } from '../support/auth-pages.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { mailsTo } from '../support/mails.ts'
import { hours, type Relation, relationsOf } from '../support/relations.ts'

/** What somebody who has just come to stand for a patient may read, and who hears of it. Nobody makes anybody a reader of a chart alone. */

let app: App
let fixture: ClinicFixture
let relations: ReturnType<typeof relationsOf>
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  relations = relationsOf(app, fixture)
})
afterAll(() => app.close())

const owner = () => fixture.people.owner
const all: Relation[] = ['self', 'guardian', 'carer']

describe('with an address that the clinic has known for a month', () => {
  for (const relation of all) {
    test(`${relation}: visits and contact data are open at once`, async () => {
      const chart = await relations.aChart({ email: anEmail() })
      const reader = await relations.invited(chart, relation)
      const { patientId } = chart
      for (const path of [`/api/patients/${patientId}`, `/api/appointments?patientId=${patientId}`]) {
        expect((await reader.ask('GET', path)).status, path).toBe(200)
      }
    })

    test(`${relation}: numbers of the person are not shown before the record is`, async () => {
      const chart = await relations.aChart({ email: anEmail() })
      const path = `/api/patients/${chart.patientId}`
      const { version } = (await fixture.people.receptionist.ask('GET', path)).body
      const nationalId = crypto.randomUUID()
      const numbers = { nationalId, coverages: [{ payer: 'BPJS', number: '0001234567890' }] }
      const written = await fixture.people.receptionist.ask('PATCH', path, numbers, { 'if-match': `"${version}"` })
      if (written.status !== 200) throw new Error(`answered ${written.status}`)
      const reader = await relations.invited(chart, relation)
      const shown = async () => (await reader.ask('GET', path)).body
      expect(await shown()).toMatchObject({ identifiers: [], coverages: [] })
      expect((await shown()).nationalId).toBeUndefined()
      await relations.pass(chart, 24 * hours)
      expect(await shown()).toMatchObject({ nationalId, coverages: [{ payer: 'BPJS' }] })
    })

    test(`${relation}: the record is closed for 24 hours`, async () => {
      const chart = await relations.aChart({ email: anEmail() })
      const reader = await relations.invited(chart, relation)
      expect(await relations.record(reader, chart)).toBe('closed')
      await relations.pass(chart, 24 * hours - 60_000)
      expect(await relations.record(reader, chart)).toBe('closed')
    })

    test(`${relation}: the record is open after 24 hours`, async () => {
      const chart = await relations.aChart({ email: anEmail() })
      const reader = await relations.invited(chart, relation)
      await relations.pass(chart, 24 * hours)
      expect(await relations.record(reader, chart)).toBe('open')
    })
  }
})

describe('nobody makes herself a reader', () => {
  test('a receptionist who invites her own address and accepts reads nothing', async () => {
    const chart = await relations.aChart({ email: anEmail() })
    const desk = await relations.aMember('receptionist')
    const reader = await relations.invited(chart, 'carer', { by: desk, email: desk.email, as: desk.accessToken })
    expect(await relations.record(reader, chart)).toBe('closed')
  })

  test("a member's address reads nothing after 24 hours either, until somebody approves", async () => {
    const chart = await relations.aChart({ email: anEmail() })
    const desk = await relations.aMember('receptionist')
    const reader = await relations.invited(chart, 'carer', { email: desk.email, as: desk.accessToken })
    await relations.pass(chart, 25 * hours)
    expect(await relations.record(reader, chart)).toBe('closed')
  })

  test("a member's account that types a printed code reads nothing after 24 hours either", async () => {
    const chart = await relations.aChart({ email: anEmail() })
    const desk = await relations.aMember('receptionist')
    const reader = await relations.printed(chart, 'carer', desk.accessToken)
    await relations.pass(chart, 25 * hours)
    expect(await relations.record(reader, chart)).toBe('closed')
  })

  for (const [how, leave] of [
    ['was removed', (path: string, match: Record<string, string>) => owner().ask('DELETE', path, undefined, match)],
    [
      'was disabled',
      (path: string, match: Record<string, string>) => owner().ask('PATCH', path, { disabled: true }, match),
    ],
  ] as const) {
    test(`nor does the account or the address of somebody who worked here and ${how}`, async () => {
      const former = await relations.aMember('receptionist')
      const { items } = must(await owner().ask('GET', `/api/members?role=receptionist&limit=100`))
      const member = items.find((one: { account: { email: string } }) => one.account.email === former.email)
      const left = await leave(`/api/members/${member.id}`, { 'if-match': `"${member.version}"` })
      expect([200, 204]).toContain(left.status)
      if (how === 'was removed') {
        const other = await relations.aChart({ email: anEmail() })
        const outsider = await relations.anotherClinicOf(former)
        const back = await relations.invited(other, 'carer', { email: former.email, as: outsider })
        await relations.pass(other, 25 * hours)
        expect(await relations.record(back, other)).toBe('closed')
      }
      // The patient's own address is theirs.
      const chart = await relations.aChart({ email: former.email })
      const reader = await relations.invited(chart, 'carer')
      await relations.pass(chart, 25 * hours)
      expect(await relations.record(reader, chart)).toBe('closed')
    })
  }

  test('a printed code proves nothing: whoever types it waits like anybody', async () => {
    const chart = await relations.aChart({ email: anEmail() })
    const { email, password } = await relations.anOutsider()
    const { body } = await relations.authPages.signIn(email, password)
    const reader = await relations.printed(chart, 'self', body.accessToken)
    expect(await relations.record(reader, chart)).toBe('closed')
  })
})

describe('where the patient has no address older than the invitation', () => {
  test('none at all: the record stays closed after 24 hours', async () => {
    const chart = await relations.aChart()
    const reader = await relations.invited(chart, 'carer')
    await relations.pass(chart, 25 * hours)
    expect(await relations.record(reader, chart)).toBe('closed')
  })

  test('one that the desk has just written: the record stays closed after 24 hours', async () => {
    const chart = await relations.aChart()
    const path = `/api/patients/${chart.patientId}`
    const { body } = await fixture.people.receptionist.ask('GET', path)
    const match = { 'if-match': `"${body.version}"` }
    const written = await fixture.people.receptionist.ask('PATCH', path, { email: anEmail() }, match)
    if (written.status !== 200) throw new Error(`answered ${written.status}`)
    const reader = await relations.invited(chart, 'carer')
    await relations.pass(chart, 25 * hours)
    expect(await relations.record(reader, chart)).toBe('closed')
  })
})

describe('the patient hears of it', () => {
  test('at the address of seven days before, not at one that was written since', async () => {
    const [old, fresh] = [anEmail(), anEmail()]
    const chart = await relations.aChart({ email: old })
    const path = `/api/patients/${chart.patientId}`
    const { body } = await fixture.people.receptionist.ask('GET', path)
    const match = { 'if-match': `"${body.version}"` }
    const written = await fixture.people.receptionist.ask('PATCH', path, { email: fresh }, match)
    if (written.status !== 200) throw new Error(`answered ${written.status}`)
    await relations.invited(chart, 'carer')
    await expect.poll(async () => (await mailsTo(app, old)).length, { timeout: 3_000 }).toBe(1)
    expect(await mailsTo(app, fresh)).toEqual([])
  })

  test('in the portal and in the chart: who may see this', async () => {
    const chart = await relations.aChart({ email: anEmail() })
    const { patientId } = chart
    const patient = await relations.aRelationOfBefore(chart)
    await relations.invited(chart, 'carer')
    for (const asker of [patient, fixture.people.doctor, fixture.people.owner]) {
      const found = (await relations.listed(asker, chart)).filter(one => one.relation === 'carer')
      expect(found).toMatchObject([
        { patientId, status: 'pending', account: { name: 'Somebody' }, invitedBy: expect.anything() },
      ])
      const [{ since, recordFrom }] = found
      expect(Date.parse(recordFrom) - Date.parse(since)).toBe(24 * hours)
    }
  })
})
