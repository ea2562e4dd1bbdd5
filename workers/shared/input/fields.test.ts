import * as v from 'valibot'
import { expect, test } from 'vitest'
import { checked, fieldsOf } from './fields.ts'

const Person = v.pipe(
  v.strictObject({
    name: v.union([v.string(), v.strictObject({ given: v.optional(v.string()) })]),
    deceased: v.optional(v.nullable(v.strictObject({ date: v.optional(v.string()) }))),
    contacts: v.optional(v.pipe(v.array(v.strictObject({ phone: v.optional(v.string()) })), v.maxLength(3))),
  }),
  v.check(() => true),
)

test.each([
  [{ name: 'Sari', deceased: {}, contacts: [{}] }],
  [{ name: { given: 'Sari' }, deceased: null, contacts: [] }],
])('%j fits', value => {
  expect(checked(Person, value)).toEqual({ output: value })
})

test.each([
  [[], ''],
  [{ name: [] }, 'name'],
  [{ name: 'Sari', deceased: [] }, 'deceased'],
  [{ name: 'Sari', contacts: [{}, []] }, 'contacts.1'],
])('an array is no object: %j', (value, path) => {
  expect(checked(Person, value)).toEqual({ fields: [{ path, rule: 'object' }] })
})

test("an unknown key is named, but no longer than a key of ours could be, and the value isn't", () => {
  const parsed = v.safeParse(Person, { name: 'x', ['k'.repeat(10_000)]: 'value' })
  expect(fieldsOf(parsed.issues ?? [])).toEqual([{ path: 'k'.repeat(200), rule: 'unknown_key' }])
})
