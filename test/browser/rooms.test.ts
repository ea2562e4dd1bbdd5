import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { aPractice, dayAhead, instantOf, type Practice, signedIn } from './ask.ts'
import { expectAccessible, expectAccessibleOnBoth, openBrowser, type Seat, sit } from './chrome.ts'

/** The room board: who has a room from check-in to check-out, and when it is out of use. */

const family = `Room${Date.now().toString(36)}`
let browser: Browser
let practice: Practice
let desk: Seat
beforeAll(async () => {
  practice = await aPractice(family)
  browser = await openBrowser()
  desk = await sit(browser, 'owner@harborview.example')
})
afterAll(async () => {
  expect(desk.complaints).toEqual([])
  await browser.close()
  await practice.close()
})

const board = async () => {
  const { page } = desk
  await page.goto(`${inject('url')}/rooms`)
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: new RegExp(`^${family}`) }) })
  await card.waitFor()
  return card
}

test('a room is occupied from check-in to check-out, and says whether the patient waits or is being seen', async () => {
  const [first, second] = [await practice.aPatient('First'), await practice.aPatient('Second')]
  const inRoom = { roomId: practice.room.id, overbook: { reason: 'Whatever the time of day' } }
  const visits = [
    await practice.aVisit(first.id, dayAhead(0), '09:00', inRoom),
    await practice.aVisit(second.id, dayAhead(0), '09:30', inRoom),
  ]
  const { ask } = await signedIn('reception@harborview.example')
  const step = (index: number, name: string) => ask('POST', `/api/appointments/${visits[index]?.id}/${name}`, {})
  await (await board()).getByText('Free', { exact: true }).waitFor()
  await step(0, 'check-in')
  await step(1, 'check-in')
  const waits = await board()
  await waits.getByText('the patient waits').waitFor()
  const next = waits.locator('dl > div').filter({ hasText: second.name })
  await next.getByText('Next', { exact: true }).waitFor()
  await next.getByText(/^waits since/).waitFor()
  await expectAccessible(desk.page, 'the room board')
  await step(0, 'start')
  await (await board()).getByText(/^being seen since/).waitFor()
  await step(0, 'check-out')
  const after = await board()
  await after.getByRole('link', { name: second.name }).waitFor()
  expect(await after.getByText(first.name).count()).toBe(0)
  await practice.ask('POST', `/api/appointments/${visits[1]?.id}/cancel`, { by: 'patient', code: 'left' })
  await (await board()).getByText('Free', { exact: true }).waitFor()
})

test('a room is taken out of use for a while: board and free times follow, and follow again when it is removed', async () => {
  const { page } = desk
  const slots = async (date: string) => {
    const query = `from=${date}&to=${dayAhead(8)}&staffId=${practice.doctor.id}&minutes=30&roomId=${practice.room.id}`
    const { items } = await practice.ask('GET', `/api/slots?${query}`)
    return items.map((one: { startsAt: string }) => one.startsAt)
  }
  const date = dayAhead(7)
  const nine = instantOf(date, '09:00')
  expect(await slots(date)).toContain(nine)
  const card = await board()
  await card.getByRole('button', { name: /Take out of use/ }).click()
  const panel = page.getByRole('dialog')
  await panel.getByText('Nothing is planned.').waitFor()
  await panel.getByLabel('First day', { exact: true }).fill(date)
  await panel.getByLabel('From', { exact: true }).fill('08:30')
  await panel.getByLabel('Last day', { exact: true }).fill(date)
  await panel.getByLabel('To', { exact: true }).fill('12:00')
  await panel.getByRole('button', { name: 'Take out of use' }).click()
  await panel.getByText('Say why, for example: new lamp.').waitFor()
  await panel.getByLabel('Why').fill('New lamp')
  await page.keyboard.press('Enter')
  const planned = panel.getByRole('listitem').filter({ hasText: 'New lamp' })
  await planned.waitFor()
  await expectAccessibleOnBoth(page, 'a room out of use')
  expect(await slots(date)).not.toContain(nine)
  await planned.getByRole('button', { name: /^Remove/ }).click()
  await panel.getByText('Nothing is planned.').waitFor()
  await page.keyboard.press('Escape')
  expect(await slots(date)).toContain(nine)

  const midnight = { startsAt: dayAhead(0), endsAt: dayAhead(1), reason: 'Paint' }
  const made = await practice.ask('POST', `/api/rooms/${practice.room.id}/maintenance`, midnight)
  const closed = await board()
  await closed.getByText('Out of use', { exact: true }).waitFor()
  await closed.getByText(/Paint/).waitFor()
  await practice.ask('DELETE', `/api/rooms/${practice.room.id}/maintenance/${made.id}`, undefined, {
    'if-match': '"1"',
  })
  await (await board()).getByText('Free', { exact: true }).waitFor()
})
