import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anEmail } from '../support/auth-pages.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { mailsTo } from '../support/mails.ts'
import { type Chart, relationsOf } from '../support/relations.ts'

/** Relations of accounts to patients are listed, approved and ended one by one, and a guardianship ends with the years. */

let app: App
let fixture: ClinicFixture
let relations: ReturnType<typeof relationsOf>
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  relations = relationsOf(app, fixture)
})
afterAll(() => app.close())

describe('the list of what waits for approval', () => {
  test('shows a new relation to owner and doctor, as described', async () => {
    const chart = await relations.aChart()
    await relations.invited(chart, 'carer')
    for (const asker of [fixture.people.owner, fixture.people.doctor]) {
      const reply = await asker.ask('GET', '/api/relations?status=pending&limit=100')
      expect(reply.status).toBe(200)
      const found = reply.body.items.filter((one: { patientId: string }) => one.patientId === chart.patientId)
      expect(found).toMatchObject([{ relation: 'carer', status: 'pending', account: { name: 'Somebody' } }])
      expect(Object.keys(found[0])).toEqual(expect.arrayContaining(['id', 'invitedBy', 'since']))
    }
  })
})

describe('approving', () => {
  for (const role of ['owner', 'doctor'] as const) {
    test(`by ${role} opens the record at once`, async () => {
      const chart = await relations.aChart({ email: anEmail() })
      const reader = await relations.invited(chart, 'carer')
      const approved = await relations.approve(fixture.people[role], await relations.theRelation(chart))
      expect(approved.status).toBe(200)
      expect(approved.body).toMatchObject({ patientId: chart.patientId, status: 'active' })
      expect(await relations.record(reader, chart)).toBe('open')
    })
  }

  test("is never the inviter's", async () => {
    const chart = await relations.aChart()
    const { doctor, owner } = fixture.people
    const reader = await relations.invited(chart, 'carer', { by: doctor })
    const id = await relations.theRelation(chart)
    expect(await relations.approve(doctor, id)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await relations.record(reader, chart)).toBe('closed')
    expect((await relations.approve(owner, id)).status).toBe(200)
  })

  test('is never of the own account', async () => {
    const chart = await relations.aChart()
    const owner = await relations.aMember('owner')
    const reader = await relations.invited(chart, 'carer', { email: owner.email, as: owner.accessToken })
    const id = await relations.theRelation(chart)
    expect((await relations.approve(reader, id)).status).toBe(403)
    expect(await relations.record(reader, chart)).toBe('closed')
  })

  test('is not for nurse, reception and patient', async () => {
    const chart = await relations.aChart()
    const patient = await relations.aRelationOfBefore(chart)
    await relations.invited(chart, 'carer')
    const found = (await relations.listed(patient, chart)).find(one => one.relation === 'carer')
    for (const asker of [fixture.people.nurse, fixture.people.receptionist, patient]) {
      expect((await relations.approve(asker, found.id)).status).toBe(403)
    }
  })
})

describe('ending', () => {
  for (const role of ['owner', 'doctor', 'receptionist'] as const) {
    test(`by ${role} closes everything at once, and only for the one`, async () => {
      const chart = await relations.aChart({ email: anEmail() })
      const kept = await relations.aRelationOfBefore(chart)
      const reader = await relations.invited(chart, 'carer')
      const found = (await relations.listed(fixture.people.owner, chart)).find(one => one.relation === 'carer')
      expect((await relations.end(fixture.people[role], found.id)).status).toBe(200)
      for (const path of ['', '/timeline', '/summary', '/access-log']) {
        const { status } = await reader.ask('GET', `/api/patients/${chart.patientId}${path}`)
        expect([401, 403, 404], path).toContain(status)
      }
      expect(await relations.record(kept, chart)).toBe('open')
      const ended = (await relations.listed(fixture.people.owner, chart)).find(one => one.id === found.id)
      expect(ended.status).toBe('ended')
    })
  }

  for (const relation of ['self', 'guardian'] as const) {
    test(`by the patient herself or her guardian: ${relation}`, async () => {
      const chart = await relations.aChart({ email: anEmail() })
      const mine = await relations.aRelationOfBefore(chart, relation)
      const reader = await relations.invited(chart, 'carer')
      const found = (await relations.listed(mine, chart)).find(one => one.relation === 'carer')
      expect((await relations.end(mine, found.id)).status).toBe(200)
      const { status } = await reader.ask('GET', `/api/patients/${chart.patientId}`)
      expect([401, 403, 404]).toContain(status)
    })
  }

  test('is not for a nurse, a stranger and another clinic', async () => {
    const chart = await relations.aChart()
    await relations.invited(chart, 'carer')
    const id = await relations.theRelation(chart)
    expect((await relations.end(fixture.people.nurse, id)).status).toBe(403)
    expect((await relations.end(fixture.people.patient, id)).status).toBe(404)
    const elsewhere = await app.aClinic().as('owner')
    for (const act of [relations.end, relations.approve]) expect((await act(elsewhere, id)).status).toBe(404)
  })
})

describe('the age of majority', () => {
  const born = (years: number, days = 0) => {
    const now = new Date()
    return new Date(Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth(), now.getUTCDate() - days))
      .toISOString()
      .slice(0, 10)
  }
  const sweep = () => app.harness.getWorker('gateway').scheduled({ cron: '* * * * *', scheduledTime: new Date() })

  test('is a policy of the clinic, 18 where nothing is said', async () => {
    const own = await aClinicFixture(app)
    const { owner } = own.people
    const clinic = must(await owner.ask('GET', '/api/clinic'))
    expect(clinic.policies.ageOfMajority).toBe(18)
    const match = { 'if-match': `"${clinic.version}"` }
    const changed = await owner.ask('PATCH', '/api/clinic', { policies: { ageOfMajority: 21 } }, match)
    expect(changed).toMatchObject({ status: 200, body: { policies: { ageOfMajority: 21 } } })
  })

  test('a guardian of somebody who came of age last month still reads', async () => {
    const chart = await relations.aChart({ birthDate: born(18, 30) })
    const guardian = await relations.aRelationOfBefore(chart, 'guardian')
    await sweep()
    expect(await relations.record(guardian, chart)).toBe('open')
  })

  test('a guardianship that nobody confirmed ends a year later', async () => {
    const chart = await relations.aChart({ birthDate: born(19, 60) })
    const guardian = await relations.aRelationOfBefore(chart, 'guardian')
    await sweep()
    const { status } = await guardian.ask('GET', `/api/patients/${chart.patientId}`)
    expect([401, 403, 404]).toContain(status)
  })

  test('is told once, two months before, at the addresses of patient and guardian, and the list says so', async () => {
    const email = anEmail()
    const chart = await relations.aChart({ birthDate: born(18, -50), email })
    const guardian = await relations.aRelationOfBefore(chart, 'guardian')
    const far = anEmail()
    const later = await relations.aChart({ birthDate: born(18, -70), email: far })
    await relations.aRelationOfBefore(later, 'guardian')
    const told = async () => (await listed(chart)).ofAgeTold
    const listed = async (of: Chart) => (await relations.listed(fixture.people.owner, of))[0]
    expect(await told()).toBeUndefined()
    // The next one sends what the first has written.
    await sweep()
    await sweep()
    for (const address of [email, guardian.email]) {
      await expect.poll(async () => (await mailsTo(app, address)).length, { timeout: 5_000 }).toBe(1)
      const [mail] = await mailsTo(app, address)
      for (const name of ['Kartika', 'Rina Wijaya']) expect(mail?.text).not.toContain(name)
    }
    expect(Date.parse(await told())).toBeLessThanOrEqual(Date.now())
    await app
      .database('gateway')
      .prepare('UPDATE stands_for SET checked_at = 0 WHERE patient_id = ?')
      .bind(chart.patientId)
      .run()
    await sweep()
    await sweep()
    for (const address of [email, guardian.email]) expect(await mailsTo(app, address)).toHaveLength(1)
    expect(await mailsTo(app, far)).toEqual([])
    expect((await listed(later)).ofAgeTold).toBeUndefined()
  })

  test('a carer of an adult goes on', async () => {
    const chart = await relations.aChart({ birthDate: born(40) })
    const carer = await relations.aRelationOfBefore(chart, 'carer')
    await sweep()
    expect(await relations.record(carer, chart)).toBe('open')
  })
})
