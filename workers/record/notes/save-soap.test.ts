import { expect, test } from 'vitest'
import { aSignedVisit, aVisit } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'

test('fields that are absent stay, null and nothing clear', async () => {
  const { doctor, id } = await aVisit()
  const fields = { subjective: 'Batuk 3 hari\nDemam', objective: 'Faring merah', assessment: 'ISPA', plan: 'Istirahat' }
  const first = must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields }))
  expect(first).toMatchObject({ version: 2, note: { ...fields, kind: 'soap', status: 'draft' } })
  const changed = { plan: null, assessment: '', subjective: 'Batuk 4 hari' }
  const second = must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 2, fields: changed }))
  expect(second.note).toMatchObject({ subjective: 'Batuk 4 hari', objective: 'Faring merah', version: 2 })
  expect(second.note?.plan).toBeUndefined()
  expect(second.note?.assessment).toBeUndefined()
})

test('the first doctor who writes is the author; another is told so', async () => {
  const { doctor, as, id } = await aVisit()
  must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: 'Rest' } }))
  expect(
    await env.RECORD['encounter.save_soap'](as('doctor'), { id, version: 2, fields: { plan: 'Run' } }),
  ).toMatchObject({
    code: 'not_the_author',
  })
  expect(must(await env.RECORD['encounter.read'](doctor, id)).note).toMatchObject({
    plan: 'Rest',
    recordedBy: { id: doctor.accountId },
  })
})

test('of two doctors who begin the note at once, one becomes its author', async () => {
  const { doctor, as, id } = await aVisit()
  const both = await Promise.all(
    [doctor, as('doctor')].map(one =>
      env.RECORD['encounter.save_soap'](one, { id, version: 1, fields: { plan: one.accountId } }),
    ),
  )
  expect(both.filter(one => one.ok)).toHaveLength(1)
  expect(both.find(one => !one.ok)).toMatchObject({ code: 'not_the_author' })
  const { note } = must(await env.RECORD['encounter.read'](doctor, id))
  expect(note?.plan).toBe(note?.recordedBy.id)
})

test('of twenty windows that save at once one wins, the others are stale and nothing is lost', async () => {
  const { doctor, id } = await aVisit()
  must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { subjective: 'Cough' } }))
  const all = await Promise.all(
    times(20, i => env.RECORD['encounter.save_soap'](doctor, { id, version: 2, fields: { plan: `Plan ${i}` } })),
  )
  const winner = all.findIndex(one => one.ok)
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(all.filter(one => !one.ok && one.code === 'stale')).toHaveLength(19)
  expect(must(await env.RECORD['encounter.read'](doctor, id))).toMatchObject({
    version: 3,
    note: { subjective: 'Cough', plan: `Plan ${winner}` },
  })
  const saves = env.RECORD_DB.prepare("SELECT count(*) AS n FROM change WHERE object_id = ? AND action = 'soap.saved'")
  expect(await saves.bind(id).first('n')).toBe(2)
})

test('a change row says which fields, never what', async () => {
  const { doctor, id } = await aVisit()
  must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { assessment: 'a secret illness' } }))
  const { results } = await env.RECORD_DB.prepare('SELECT * FROM change WHERE object_id = ?').bind(id).all()
  expect(JSON.stringify(results)).toContain('{\\"fields\\":[\\"assessment\\"]}')
  expect(JSON.stringify(results)).not.toContain('secret')
})

test('a signed note is not saved any more', async () => {
  const { doctor, signed, id } = await aSignedVisit()
  expect(
    await env.RECORD['encounter.save_soap'](doctor, { id, version: signed.version, fields: { plan: 'x' } }),
  ).toMatchObject({
    code: 'signed',
  })
})

test("an unknown encounter and another clinic's do not exist", async () => {
  const { id } = await aVisit()
  const stranger = aClinic().as('doctor')
  for (const wrong of [id, 'enc-none']) {
    expect(
      await env.RECORD['encounter.save_soap'](stranger, { id: wrong, version: 1, fields: { plan: 'x' } }),
    ).toMatchObject({
      code: 'not_found',
    })
  }
})

test.each(['owner', 'nurse', 'receptionist', 'patient'] as const)('%s may not write the SOAP note', async role => {
  const { as, id } = await aVisit()
  expect(await env.RECORD['encounter.save_soap'](as(role), { id, version: 1, fields: { plan: 'x' } })).toMatchObject({
    code: 'forbidden',
  })
})
