import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must } from '../../../test/verbs/people.ts'
import { someone } from '../../../test/verbs/practice.ts'

const licence = { type: 'SIP', number: '446/2021', issuer: 'Dinkes', validTo: '2027-05-01' }

test.each(['Ana Núñez', "O'Brien-Ὀδυσσεύς", 'محمد عبد الله', '王小明', '👩🏽‍⚕️ Dr. Zoë', '100% _ real', 'Sukarno'])(
  '%s is kept as written',
  async name => {
    const { as } = aClinic()
    const made = must(await env.STAFF['staff.add'](as('owner'), someone({ name, licences: [licence] })))
    expect(made).toMatchObject({ ...someone(), name, licences: [licence], archived: false, version: 1 })
    expect(must(await env.STAFF['staff.read'](as('nurse'), made.id))).toEqual(made)
  },
)

test('a repeated request adds one person', async () => {
  const owner = aClinic().as('owner', { repeat: { key: 'k', route: 'POST /api/staff', bodyHash: 'h' } })
  const [one, two] = [await env.STAFF['staff.add'](owner, someone()), await env.STAFF['staff.add'](owner, someone())]
  expect(must(two)).toEqual(must(one))
  const other = { ...owner, repeat: { key: 'k', route: 'POST /api/staff', bodyHash: 'other' } }
  expect(await env.STAFF['staff.add'](other, someone({ name: 'Budi' }))).toMatchObject({ code: 'key_reused' })
})

test.each(['doctor', 'nurse', 'receptionist', 'patient'] as const)('a %s adds nobody', async role => {
  expect(await env.STAFF['staff.add'](aClinic().as(role), someone())).toMatchObject({ code: 'forbidden' })
})
