import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What would come out of the printer: its words, where no control and no bar is among them. */
export async function onPaper(page: Page): Promise<string> {
  await page.emulateMedia({ media: 'print' })
  for (const role of ['button', 'navigation', 'banner', 'dialog', 'link'] as const) {
    expect(await page.getByRole(role).count(), `on paper: ${role}`).toBe(0)
  }
  const words = await page.locator('body').innerText()
  await page.emulateMedia({ media: null })
  return words
}
