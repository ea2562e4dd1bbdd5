import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { expectAccessible, expectAccessibleOnBoth, openBrowser, type Seat, sit } from './chrome.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

async function walkIn(desk: Seat, patient: string, doctor: RegExp): Promise<void> {
  const { page } = desk
  await page.goto(`${inject('url')}/day`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('i')
  const drawer = page.getByRole('dialog', { name: 'Walk-in' })
  await drawer.getByRole('combobox', { name: 'Find a patient' }).fill(patient)
  await page
    .getByRole('option', { name: new RegExp(patient) })
    .first()
    .click()
  await drawer.getByRole('combobox', { name: 'Doctor' }).click()
  await page.getByRole('option', { name: doctor }).click()
  await drawer.getByRole('textbox', { name: 'Reason' }).fill('Cut on the hand')
  // Urgent, so that whoever else waits does not stand before.
  await drawer.getByRole('checkbox', { name: /Urgent/ }).check()
  await drawer.getByRole('button', { name: 'Add to the queue' }).click()
  await drawer.waitFor({ state: 'hidden' })
}

test('a doctor takes a walk-in, writes, signs, and the patient reads it', { timeout: 180_000 }, async () => {
  const wound = `Clean cut, two stitches, ${Date.now().toString(36)}`
  const desk = await sit(browser, 'reception@harborview.example')
  await walkIn(desk, 'Sofía Rivera', /Okafor/)
  await desk.context.close()

  const doctor = await sit(browser, 'doctor@harborview.example')
  const { page } = doctor
  await page.goto(`${inject('url')}/my-day`)
  await page.getByRole('button', { name: /Start/ }).first().click()
  await page.waitForURL(/\/patients\/pat-/)
  await page.getByRole('heading', { name: /Sofía Rivera/ }).waitFor()
  await page.getByLabel('Systolic').fill('118')
  await page.getByLabel('Diastolic').fill('76')
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await page.getByText('118/76').first().waitFor()
  await page.getByRole('textbox', { name: 'Subjective' }).fill('Cut the left hand on a glass this morning.')
  await page.getByRole('textbox', { name: 'Objective' }).fill(wound)
  await page.getByRole('textbox', { name: 'Assessment' }).fill('Open wound of the hand (S61.4).')
  await page.getByRole('textbox', { name: 'Plan' }).fill('Dressing dry for two days, stitches out in ten.')
  await page
    .getByText(/Saved \d/)
    .first()
    .waitFor()

  await page.reload()
  await page.getByRole('textbox', { name: 'Objective' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Objective' }).inputValue(), 'a reload loses nothing').toBe(wound)
  await expectAccessibleOnBoth(page, 'the chart')
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByRole('button', { name: 'Sign now' }).click()
  await page.getByRole('textbox', { name: 'Objective' }).waitFor({ state: 'detached' })
  expect(doctor.complaints).toEqual([])
  await doctor.context.close()

  const patient = await sit(browser, 'patient@harborview.example', 'phone')
  await patient.page.getByRole('heading', { level: 1 }).waitFor()
  await patient.page.goto(`${inject('url')}/home/notes`)
  await patient.page
    .getByRole('link')
    .filter({ hasText: /Okafor/ })
    .first()
    .click()
  await patient.page.getByText(wound).waitFor()
  await expectAccessible(patient.page, 'a signed note, phone')
  expect(patient.complaints).toEqual([])
  await patient.context.close()
})

describe('in Indonesian', () => {
  let seat: Seat
  beforeAll(async () => {
    seat = await sit(browser, 'doctor@harapan.example')
  })
  afterAll(async () => {
    expect(seat.complaints).toEqual([])
    await seat.context.close()
  })

  test.each(['/my-day', '/day', '/patients', '/staff'])(
    '%s of a doctor is accessible on a desk and on a phone',
    async path => {
      await seat.page.goto(`${inject('url')}${path}`)
      await seat.page.getByRole('heading', { level: 1 }).waitFor()
      await expectAccessibleOnBoth(seat.page, path)
      expect(await seat.page.getAttribute('html', 'lang')).toBe('id')
    },
  )
})
