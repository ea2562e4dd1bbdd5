import { expect, test } from 'vitest'
import { filterOfForm, formOfUrl, urlOfForm } from './filter.ts'

test('filters stand in the address, and only those that are set', () => {
  const shown = formOfUrl(new URLSearchParams('who=acc-1&to=2026-11-20'))
  expect(urlOfForm(shown)).toEqual({ who: 'acc-1', to: '2026-11-20' })
})

test('both days count, and a day that is still being typed asks for nothing', () => {
  const shown = formOfUrl(new URLSearchParams('from=2026-11-1&to=2026-11-30'))
  expect(filterOfForm(shown)).toMatchObject({ from: '', to: '2026-12-01' })
})

test('refused stands for the codes that keep somebody from something, as many as the API takes', () => {
  const { outcome } = filterOfForm(formOfUrl(new URLSearchParams('outcome=refused')))
  expect(outcome).toMatch(/^[a-z_]{1,40}(?:,[a-z_]{1,40}){0,19}$/)
  expect(outcome.split(',')).not.toContain('ok')
})
