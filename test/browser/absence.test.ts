import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { aPractice, dayAhead, type Practice } from './ask.ts'
import { expectAccessibleOnBoth, openBrowser, type Seat, sit } from './chrome.ts'

/** A doctor falls ill: one screen for all visits of that day, one button that saves the absence and moves what was agreed. */

const family = `Away${Date.now().toString(36)}`
let browser: Browser
let practice: Practice
let colleague: Practice
let desk: Seat
beforeAll(async () => {
  practice = await aPractice(family)
  colleague = await aPractice(`Stand${Date.now().toString(36)}`, family)
  browser = await openBrowser()
  desk = await sit(browser, 'reception@harborview.example')
})
afterAll(async () => {
  expect(desk.complaints).toEqual([])
  await browser.close()
  await practice.close()
  await colleague.close()
})

test('visits that an absence affects are moved with one press, and each that was not says why', async () => {
  const { page } = desk
  const date = dayAhead(4)
  const [moves, beaten, stays] = [
    await practice.aPatient('Moves'),
    await practice.aPatient('Beaten'),
    await practice.aPatient('Stays'),
  ]
  const visits = [
    await practice.aVisit(moves.id, date, '09:00'),
    await practice.aVisit(beaten.id, date, '10:00'),
    await practice.aVisit(stays.id, date, '11:00'),
  ]
  // A screen that hears of changes proposes another time at once. This one does not, as where the connection is gone.
  await page.routeWebSocket(/\/api\/live$/, socket => socket.close())
  await page.goto(`${inject('url')}/staff/${practice.doctor.id}`)
  const absences = page.getByRole('region', { name: 'Absences' })
  await absences.getByLabel('First day', { exact: true }).fill(date)
  await absences.getByText('3 visits are affected').waitFor()
  await absences.getByRole('button', { name: 'All: another time' }).click()
  await absences.getByRole('combobox', { name: new RegExp(`visit of ${stays.name}`) }).click()
  await page.getByRole('option', { name: 'Stays as it is' }).click()
  await absences.getByRole('combobox', { name: new RegExp(`visit of ${moves.name}`) }).click()
  await page.getByRole('option', { name: new RegExp(`^${colleague.doctor.name}`) }).click()
  await expectAccessibleOnBoth(page, 'visits affected by an absence')
  // Somebody books the time that was proposed, before the button is pressed.
  const proposals = await practice.ask(
    'GET',
    `/api/appointments/displaced?staffId=${practice.doctor.id}&from=${date}&to=${dayAhead(5)}`,
  )
  const { sameStaff } = proposals.items.find((one: { visit: { id: string } }) => one.visit.id === visits[1]?.id)
  const quick = await practice.aPatient('Quick')
  await practice.ask('POST', '/api/appointments', {
    patientId: quick.id,
    staffId: practice.doctor.id,
    startsAt: sameStaff.startsAt,
    minutes: 30,
  })
  const buttons = absences.getByRole('button', { name: 'Add absence and move 2 visits' })
  expect(await buttons.count(), 'above and below the visits, the same').toBe(2)
  await buttons.last().click()
  const line = (name: string) => absences.getByRole('listitem').filter({ hasText: name })
  await line(moves.name)
    .getByText(/^Moved to/)
    .waitFor()
  await line(beaten.name).getByText('Not moved: Already has a visit at that time.').waitFor()
  await line(stays.name).getByText('Stays as it is').waitFor()
  const { items } = await practice.ask('GET', `/api/staff/${practice.doctor.id}/absences`)
  expect(items).toHaveLength(1)
  const moved = await practice.ask('GET', `/api/appointments/${visits[0]?.id}`)
  expect(moved).toMatchObject({ staff: { id: colleague.doctor.id }, startsAt: visits[0]?.startsAt })
})
