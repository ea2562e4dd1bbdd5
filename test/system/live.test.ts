import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { connect, joined, ticketOf } from '../support/live-client.ts'

/** The live channel: who sits at it is told of every change that is theirs to know, in numbers, and can catch up. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

test('a write shows at another screen as ids, and nothing else', async () => {
  const client = await joined(app, fixture.people.receptionist)
  client.hello()
  await client.frame(({ type }) => type === 'ready')
  const { id } = must(
    await fixture.people.owner.ask('POST', '/api/patients', {
      name: { given: 'Live', family: fixture.canary },
      sex: 'unknown',
    }),
  )
  const frame = await client.frame(one => one.type === 'changed' && one.items.some(item => item.id === id))
  expect(frame).toEqual({
    type: 'changed',
    seq: expect.any(Number),
    items: [{ resource: 'patient', id, patientId: id }],
  })
  client.socket.close()
})

test('a ticket opens one socket, and no other clinic knows it', async () => {
  const ticket = await ticketOf(fixture.people.doctor)
  const client = await connect(app, ticket)
  client.socket.close()
  await expect(connect(app, ticket)).rejects.toThrow('refused')
  const [, secret = ''] = (await ticketOf(fixture.people.doctor)).split('.')
  await expect(connect(app, `cln-${crypto.randomUUID()}.${secret}`)).rejects.toThrow('refused')
  await expect(connect(app, 'no ticket'.replace(' ', '.'))).rejects.toThrow('refused')
})
