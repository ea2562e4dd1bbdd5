import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must } from '../../../test/verbs/people.ts'

const at = Date.parse('2026-03-02T12:00:00.000Z')
const day = 86_400_000

test('an address is the one that stood at the instant, whatever was written since', async () => {
  const { as } = aClinic()
  const desk = (when: number) => ({ ...as('receptionist'), at: when })
  const { id } = must(await env.PATIENT['patient.register'](desk(at), { name: { given: 'Rina' }, sex: 'female' }))
  const write = async (version: number, email: string | null, when: number) =>
    must(await env.PATIENT['patient.change'](desk(when), { id, version, patch: { email } }))
  await write(1, 'first@example.test', at + day)
  await write(2, 'second@example.test', at + 10 * day)
  await write(3, null, at + 20 * day)
  const system = { ...desk(at), kind: 'system' as const }
  const known = async (when: number) =>
    must(await env.PATIENT['patient.email_at'](system, { patientId: id, at: when })).emails[0]
  expect(await known(at - 1)).toBeUndefined()
  expect(await known(at)).toBeUndefined()
  expect(await known(at + day - 1)).toBeUndefined()
  expect(await known(at + day)).toBe('first@example.test')
  expect(await known(at + 10 * day - 1)).toBe('first@example.test')
  expect(await known(at + 10 * day)).toBe('second@example.test')
  expect(await known(at + 20 * day)).toBeUndefined()
  const other = must(await env.PATIENT['patient.register'](desk(at), { name: { given: 'Rina' }, sex: 'female' }))
  must(await env.PATIENT['patient.merge'](desk(at), { id: other.id, intoId: id }))
  for (const patientId of [id, other.id]) {
    expect(must(await env.PATIENT['patient.email_at'](system, { patientId, at: at + day }))).toEqual({
      emails: ['first@example.test'],
      everyRecord: false,
    })
  }
  const elsewhere = { ...aClinic().as('receptionist'), kind: 'system' as const }
  expect(must(await env.PATIENT['patient.email_at'](elsewhere, { patientId: id, at: at + 2 * day }))).toEqual({
    emails: [],
    everyRecord: false,
  })
})
