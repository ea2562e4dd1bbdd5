import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must } from '../../../test/verbs/people.ts'

test('those registered in the range are counted, by the days of the clinic', async () => {
  const { as } = aClinic()
  // Midnight of 2 March in New York is five hours later in UTC.
  for (const at of ['2026-03-02T04:59:59Z', '2026-03-02T05:00:00Z', '2026-03-03T04:59:59Z', '2026-03-03T05:00:00Z']) {
    const desk = as('receptionist', { at: Date.parse(at) })
    must(await env.PATIENT['patient.register'](desk, { name: { given: at }, sex: 'unknown' }))
  }
  const owner = as('owner')
  expect(must(await env.PATIENT['patient.count_registered'](owner, { from: '2026-03-02', to: '2026-03-03' }))).toEqual({
    registered: 2,
  })
})

test("another clinic's patients are not counted, and patients count nobody", async () => {
  const { as } = aClinic()
  must(await env.PATIENT['patient.register'](as('nurse'), { name: { given: 'Ana' }, sex: 'female' }))
  const today = { from: '2026-03-02', to: '2026-03-03' }
  expect(must(await env.PATIENT['patient.count_registered'](aClinic().as('owner'), today))).toEqual({ registered: 0 })
  expect(await env.PATIENT['patient.count_registered'](as('patient'), today)).toMatchObject({ code: 'forbidden' })
})

test('an empty range is refused', async () => {
  const range = { from: '2026-03-02', to: '2026-03-02' }
  expect(await env.PATIENT['patient.count_registered'](aClinic().as('owner'), range)).toMatchObject({
    code: 'invalid_request',
  })
})
