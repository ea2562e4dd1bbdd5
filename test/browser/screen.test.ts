import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { aPractice, type Practice, signedIn } from './ask.ts'
import { expectAccessible, openBrowser, type Seat, sit, widths } from './chrome.ts'

/** The television of the waiting room beside the desk that calls: two windows. */

const family = `Hall${Date.now().toString(36)}`
let browser: Browser
let practice: Practice
let desk: Seat
beforeAll(async () => {
  practice = await aPractice(family)
  browser = await openBrowser()
  desk = await sit(browser, 'reception@harborview.example')
})
afterAll(async () => {
  expect(desk.complaints).toEqual([])
  await browser.close()
  await practice.close()
})

test('a screen shows who is called by number, again and skipped, for hours, and ends when it is taken back', async () => {
  const { page } = desk
  const { ask } = await signedIn('reception@harborview.example')
  // Urgent ones come before whoever else waits for any doctor.
  const comes = async (given: string) => {
    const { id } = await practice.aPatient(given)
    return ask('POST', '/api/appointments/walk-in', { patientId: id, staffId: practice.doctor.id, urgent: true })
  }
  const [one, two] = [await comes('Ada'), await comes('Bea')]

  await page.goto(`${inject('url')}/queue`)
  await page.getByRole('button', { name: 'Screens' }).click()
  await page.getByLabel('Name of the screen').fill(family)
  await page.keyboard.press('Enter')
  const address = await page.getByRole('link', { name: 'Open here' }).getAttribute('href')
  await page.keyboard.press('Escape')
  // Kept in the browser, and chosen twice it is taken back.
  await page.evaluate("localStorage.removeItem('queue-calls-for')")
  await page.reload()
  await page.getByRole('combobox', { name: 'Calls for' }).click()
  await page.getByRole('option', { name: practice.doctor.name }).click()
  await expect.poll(() => page.getByRole('combobox', { name: 'Calls for' }).inputValue()).toBe(practice.doctor.name)
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
  await page.getByRole('heading', { level: 1 }).click()

  const hall = await browser.newContext({ viewport: widths.desk })
  const screen = await hall.newPage()
  await screen.clock.install()
  await screen.goto(address ?? '')
  const number = screen.locator('#number')
  const next = screen.locator('#next')
  await expect.poll(() => next.innerText()).toContain(String(one.queueNumber))

  // The page asks every four seconds by its own clock, which is moved on here.
  const shows = (what: number) =>
    expect
      .poll(
        async () => {
          await screen.clock.fastForward(5_000)
          return number.innerText()
        },
        { timeout: 30_000 },
      )
      .toBe(String(what))
  await page.keyboard.press('q')
  await shows(one.queueNumber)
  await expectAccessible(screen, 'the waiting-room screen')
  expect((await number.boundingBox())?.height).toBeGreaterThan(200)
  expect(await screen.locator('body').innerText()).not.toContain(family)

  const sound = screen.getByRole('button')
  await sound.getByText('Turn sound on').waitFor()
  await sound.press('Enter')
  await sound.getByText('Sound is on').waitFor()
  await page.keyboard.press('e')
  await page.getByText(/, 2 times/).waitFor()
  await expect
    .poll(async () => {
      await screen.clock.fastForward(5_000)
      return screen.locator('#call.is-new').count()
    })
    .toBe(1)

  await page.keyboard.press('z')
  await page.getByText(/waits behind the next ones/).waitFor()
  await page.keyboard.press('q')
  await shows(two.queueNumber)

  await hall.setOffline(true)
  await expect
    .poll(async () => {
      await screen.clock.fastForward(31_000)
      return screen.locator('#state').innerText()
    })
    .toMatch(/^No connection since/)
  await hall.setOffline(false)
  await screen.evaluate("document.body.dataset.begun = 'once'")
  await screen.clock.fastForward('07:00:00')
  await expect
    .poll(
      async () => {
        await screen.clock.fastForward(31_000)
        return screen.locator('#state').innerText()
      },
      { timeout: 30_000 },
    )
    .toBe('')
  // After seven hours it would begin anew, but for the sound that it would lose.
  await sound.getByText('Sound is on').waitFor()
  expect(await screen.locator('body').getAttribute('data-begun')).toBe('once')
  expect(await number.innerText()).toBe(String(two.queueNumber))

  await page.getByRole('button', { name: 'Screens' }).click()
  await page.getByRole('button', { name: `Take back the link of ${family}` }).click()
  await expect
    .poll(async () => {
      await screen.clock.fastForward(31_000)
      return screen.locator('#state').innerText()
    })
    .toMatch(/no longer connected/)
  await page.keyboard.press('Escape')
  for (const { id } of [one, two]) await ask('POST', `/api/appointments/${id}/cancel`, { by: 'patient', code: 'left' })
  await hall.close()
})
