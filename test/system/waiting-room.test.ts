import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { connectBy } from '../support/live-client.ts'

/** The television of the waiting room, and the public page: what hasUnknownContacts see, over the wire. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const look = (token: string) => app.send('GET', '/api/queue/screen', { headers: { authorization: `Bearer ${token}` } })

test('a screen shows who is called where and who is next, by number alone, until it is taken back', async () => {
  const desk = fixture.people.receptionist
  const screen = must(await desk.ask('POST', '/api/queue/screen', { name: 'Hall' }), 201)
  const visits = []
  for (const patientId of [fixture.own.patient, fixture.other.patient, fixture.own.patient]) {
    visits.push(must(await desk.ask('POST', '/api/appointments/walk-in', { patientId, reason: fixture.canary })))
  }
  must(await desk.ask('POST', '/api/queue/next', { roomId: fixture.shared.room }))
  const shown = await look(screen.token)
  expect(shown).toMatchObject({
    status: 200,
    body: { called: [{ number: 1, room: '1', callCount: 1 }], next: [2, 3], waiting: 2, locale: 'en' },
  })
  const text = JSON.stringify(shown.body)
  for (const hidden of ['pat-', 'apt-', 'stf-', fixture.canary, 'Own', 'Other']) expect(text).not.toContain(hidden)

  must(await desk.ask('DELETE', `/api/queue/screens/${screen.id}`, undefined, { 'if-match': '"1"' }))
  expect(await look(screen.token)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
})

test('its token opens nothing else, and nothing else opens it', async () => {
  const desk = fixture.people.receptionist
  const { token, id } = must(await desk.ask('POST', '/api/queue/screen', {}), 201)
  for (const path of ['/api/queue', '/api/patients', '/api/queue/screens']) {
    expect((await app.send('GET', path, { headers: { authorization: `Bearer ${token}` } })).status, path).toBe(401)
  }
  const [clinicId, screenId, signature] = token.split('.')
  const elsewhere = await aClinicFixture(app)
  const forged = [
    desk.token,
    `${clinicId}.${screenId}.${'A'.repeat(43)}`,
    `${elsewhere.clinicId}.${screenId}.${signature}`,
    `${clinicId}.scr-${crypto.randomUUID()}.${signature}`,
    `${clinicId}.${screenId}`,
  ]
  for (const one of forged) expect((await look(one)).status, one).toBe(401)
  expect(must(await desk.ask('GET', '/api/queue/screens')).items.map((one: { id: string }) => one.id)).toContain(id)
  expect(JSON.stringify(must(await desk.ask('GET', '/api/queue/screens')))).not.toContain(signature)
})

test('a socket tells a screen that the queue has changed, and nothing of what or who; taken back, it opens none', async () => {
  const desk = fixture.people.receptionist
  const screen = must(await desk.ask('POST', '/api/queue/screen', { name: 'Stairs' }), 201)
  const client = await connectBy(app, `screen.${screen.token}`)
  must(await desk.ask('POST', '/api/patients', { name: { given: 'Somebody' }, sex: 'unknown' }))
  const patientId = fixture.other.patient
  must(await desk.ask('POST', '/api/appointments/walk-in', { patientId, reason: fixture.canary }))
  await client.frame(({ type }) => type === 'changed')
  // A patient who was registered changes nothing on it.
  expect(client.frames).toEqual([
    { type: 'changed', seq: expect.any(Number), items: [{ resource: 'queue_screen', id: screen.id }] },
  ])
  client.socket.close()
  must(await desk.ask('DELETE', `/api/queue/screens/${screen.id}`, undefined, { 'if-match': '"1"' }))
  await expect(connectBy(app, `screen.${screen.token}`)).rejects.toThrow('refused')
  await expect(connectBy(app, `screen.${desk.token}`)).rejects.toThrow('refused')
})

const open = (path: string) => app.send('GET', path, {})

test('the public page names the clinic, its doctors and what can be booked; the times come without rooms', async () => {
  const slug = `clinic-${fixture.canary}`
  const page = await open(`/api/public/${slug}`)
  expect(page).toMatchObject({
    status: 200,
    body: {
      slug,
      timezone: 'UTC',
      visitTypes: [{ id: fixture.shared.visitType, minutes: 30 }],
      staff: [{ id: fixture.own.staff }, { id: fixture.other.staff }],
    },
  })
  expect(page.headers.get('cache-control')).toBe('public, max-age=30')
  const from = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const path = `/api/public/${slug}/slots?visitTypeId=${fixture.shared.visitType}&from=${from}&staffId=${fixture.own.staff}`
  const slots = must(await open(path))
  expect(slots.from).toBe(from)
  expect(slots.items.length).toBeGreaterThan(100)
  expect(new Set(slots.items.flatMap(Object.keys))).toEqual(new Set(['staffId', 'startsAt', 'endsAt']))
  const days = new Set(slots.items.map((one: { startsAt: string }) => one.startsAt.slice(0, 10)))
  expect(days.size).toBe(7)
})

test('no time before the notice or beyond the days that the clinic lets patients book', async () => {
  const slug = `clinic-${fixture.canary}`
  const times = async (from?: string) => {
    const query = from ? `&from=${from}` : ''
    return must(await open(`/api/public/${slug}/slots?visitTypeId=${fixture.shared.visitType}${query}`)).items
  }
  const [first] = await times()
  expect(Date.parse(first.startsAt)).toBeGreaterThanOrEqual(Date.now() + 119 * 60_000)
  expect(await times(new Date(Date.now() + 61 * 86_400_000).toISOString().slice(0, 10))).toEqual([])
})

test('a date beyond every plan is refused by its field', async () => {
  const path = `/api/public/clinic-${fixture.canary}/slots?visitTypeId=${fixture.shared.visitType}&from=9999-12-31`
  expect(await open(path)).toMatchObject({ status: 400, body: { fields: [{ path: 'from', rule: 'date' }] } })
})

test('a clinic that takes no bookings by patients is as unknown as one that is not there', async () => {
  const closed = await aClinicFixture(app)
  const { owner } = closed.people
  const { version } = must(await owner.ask('GET', '/api/clinic'))
  const change = { policies: { selfBooking: false } }
  must(await owner.ask('PATCH', '/api/clinic', change, { 'if-match': `"${version}"` }))
  for (const slug of [`clinic-${closed.canary}`, 'nowhere-at-all', 'x'.repeat(300), "a'b", '%00']) {
    const page = await open(`/api/public/${slug}`)
    expect([page.status, page.body.code], slug).toEqual([404, 'not_found'])
    const slots = await open(`/api/public/${slug}/slots?visitTypeId=${closed.shared.visitType}`)
    expect([slots.status, slots.body.code], slug).toEqual([404, 'not_found'])
    expect(page.headers.get('cache-control')).toBe('no-store')
  }
})

test("ten seconds after a cancellation the clinic's own clock offers the time", async () => {
  const desk = fixture.people.receptionist
  const offer = await offeredByTheClock()
  expect(offer).toMatchObject({ patient: { id: fixture.own.patient }, status: 'open' })

  async function offeredByTheClock() {
    const staffId = must(
      await fixture.people.owner.ask('POST', '/api/staff', { name: 'dr. Clock', profession: 'doctor', bookable: true }),
    ).id
    const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))
    must(await fixture.people.owner.ask('PUT', `/api/staff/${staffId}/availability/2020-01-01`, { weekly }))
    must(await desk.ask('POST', '/api/waitlist', { patientId: fixture.own.patient, staffId, minutes: 30 }))
    const startsAt = new Date(Date.now() + 3 * 86_400_000).toISOString()
    const booking = { patientId: fixture.other.patient, staffId, startsAt, minutes: 30 }
    const { id } = must(await desk.ask('POST', '/api/appointments', booking))
    must(await desk.ask('POST', `/api/appointments/${id}/cancel`, { by: 'patient', code: 'ill' }))
    for (let waited = 0; waited < 30; waited += 1) {
      await new Promise(resolve => setTimeout(resolve, 1_000))
      const { items } = must(await desk.ask('GET', '/api/waitlist/offers'))
      const found = items.find((one: { staff: { id: string } }) => one.staff.id === staffId)
      if (found) return found
    }
    throw new Error('nothing was offered within thirty seconds')
  }
})
