import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../workers/shared/permissions.ts'
import { rules } from '../support/access-table.ts'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { anEndedToken, endings } from '../support/ended-tokens.ts'
import { type App, startApp } from '../support/harness.ts'
import { aCast, ask, type Cast, cellsOf, fault, faultOnceEnded } from '../support/permission-matrix.ts'

/** Every route × role × standing × whose object, against the reviewed file access.ts. */

let app: App
let elsewhere: ClinicFixture
let cells = 0
beforeAll(async () => {
  app = await startApp()
  elsewhere = await aClinicFixture(app)
})
afterAll(async () => {
  process.stdout.write(
    `\n  ${cells} cells: route × role × active, disabled, before the second factor × own, other, absent, foreign, and of ended tokens\n`,
  )
  await app.close()
})

describe.each([...roles])('a %s', role => {
  let cast: Cast
  beforeAll(async () => {
    cast = await aCast(app, elsewhere)
  })

  test.each([...rules.keys()])('%s', async route => {
    const all = cellsOf(cast, route, role)
    // What is done to the own object comes first; all others must leave everything as it is, and may do so at once.
    const [first, ...rest] = all
    if (!first) throw new Error(route)
    const found = [fault(cast, first, await ask(cast, first))]
    found.push(...(await Promise.all(rest.map(async cell => fault(cast, cell, await ask(cast, cell))))))
    cells += all.length
    expect(found.filter(Boolean)).toEqual([])
  })

  // Every way to end for an owner and a patient, and two of them for the roles between.
  const ways = ['owner', 'patient'].includes(role) ? Object.keys(endings) : ['signing out', 'removal']
  test.each(ways)('reads nobody and writes nothing with a token that ended by %s', async ending => {
    const person = await anEndedToken(cast, role, ending)
    // A part of the routes for each way to end, the others for the next ways.
    const asked = [...rules.keys()].filter((_, i) => (i + ways.indexOf(ending)) % ways.length === 0)
    const found = await Promise.all(asked.map(route => faultOnceEnded(cast, route, role, person)))
    cells += asked.length
    expect(found.filter(Boolean)).toEqual([])
  })
})

test('what is foreign was not touched', async () => {
  const { owner, doctor } = elsewhere.people
  const patient = await owner.ask('GET', `/api/patients/${elsewhere.own.patient}`)
  expect(patient.body).toMatchObject({ version: 1, phone: '555 0100', archived: false })
  const visit = await owner.ask('GET', `/api/appointments/${elsewhere.own.appointment}`)
  expect(visit.body).toMatchObject({ version: 1, status: 'booked' })
  const encounter = await doctor.ask('GET', `/api/encounters/${elsewhere.own.encounter}`)
  expect(encounter.body.notes).toHaveLength(1)
})
