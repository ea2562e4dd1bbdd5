import { expect, test } from 'vitest'
import { system } from '#shared/actor'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must, times } from '../../../test/verbs/people.ts'

const details = { timezone: 'Asia/Jakarta', country: 'ID', currency: 'IDR', locale: 'id' as const }

function founding(name: string, slug?: string) {
  const id = `cln-${crypto.randomUUID()}`
  return { actor: system(id, monday, 'req-1'), input: { id, name, slug, ...details } }
}
/** A name that no other test's clinic has. */
const word = () => crypto.randomUUID().slice(0, 8)

test('a clinic is founded once, however often it is asked', async () => {
  const name = `Klinik Harapan ${word()}`
  const { actor, input } = founding(name)
  const first = must(await env.STAFF['clinic.found'](actor, input))
  expect(first).toMatchObject({
    id: input.id,
    name,
    slug: name.toLowerCase().replaceAll(' ', '-'),
    ...details,
    version: 1,
    policies: { slotMinutes: 15 },
  })
  const again = await Promise.all(times(5, () => env.STAFF['clinic.found'](actor, { ...input, name: 'Another' })))
  expect(again.map(one => must(one))).toEqual(times(5, () => first))
})

test('clinics of one name founded at once get different addresses', async () => {
  const name = `Prime ${word()}`
  const all = await Promise.all(
    times(5, () => {
      const { actor, input } = founding(name)
      return env.STAFF['clinic.found'](actor, input)
    }),
  )
  expect(new Set(all.map(one => must(one).slug)).size).toBe(5)
})

test.each([
  ['Dr. Müller & Söhne', /^dr-muller-sohne(-|$)/],
  ['عيادة الأمل', /^clinic(-|$)/],
  ['🏥', /^clinic(-|$)/],
])('the address of %s', async (name, slug) => {
  const { actor, input } = founding(name)
  const made = must(await env.STAFF['clinic.found'](actor, input))
  expect(made.slug).toMatch(slug)
  expect(made.name).toBe(name)
})

test("a slug that is another clinic's is refused", async () => {
  const slug = `central-${word()}`
  const first = founding('Central', slug)
  must(await env.STAFF['clinic.found'](first.actor, first.input))
  const second = founding('Central', slug)
  expect(await env.STAFF['clinic.found'](second.actor, second.input)).toMatchObject({ code: 'slug_taken' })
})

test("the system founds nothing under another clinic's id", async () => {
  const { actor } = founding('One')
  expect(await env.STAFF['clinic.found'](actor, founding('Two').input)).toMatchObject({ code: 'invalid_request' })
})

test('no person founds a clinic', async () => {
  const { as, clinicId } = aClinic()
  const input = { id: clinicId, name: 'Mine', ...details }
  expect(await env.STAFF['clinic.found'](as('owner'), input)).toMatchObject({ code: 'forbidden' })
})
