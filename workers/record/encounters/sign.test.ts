import { expect, test } from 'vitest'
import { aSignedVisit, aVisit } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must, times } from '../../../test/verbs/people.ts'

test('signing finishes the encounter and closes its period', async () => {
  const { doctor, id } = await aVisit()
  must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: 'Rest' } }))
  const signed = must(await env.RECORD['encounter.sign']({ ...doctor, at: monday + 900_000 }, { id, version: 2 }))
  const by = { id: doctor.accountId, name: 'A doctor', role: 'doctor' }
  expect(signed).toMatchObject({
    status: 'finished',
    period: { start: '2026-03-02T12:00:00.000Z', end: '2026-03-02T12:15:00.000Z' },
    signedAt: '2026-03-02T12:15:00.000Z',
    signedBy: by,
    note: { status: 'signed', signedAt: '2026-03-02T12:15:00.000Z', plan: 'Rest' },
    version: 3,
  })
  expect(signed.statusHistory.map(step => step.status)).toEqual(['in_progress', 'finished'])
})

test('the signed text is kept with its SHA-256', async () => {
  const { id, doctor, signed } = await aSignedVisit()
  const noteVersion = await env.RECORD_DB.prepare('SELECT * FROM note_version WHERE note_id = ?')
    .bind(signed.note?.id)
    .first<{ content: string; sha256: string; number: number }>()
  expect(noteVersion?.number).toBe(1)
  expect(JSON.parse(noteVersion?.content ?? '')).toEqual({
    noteId: signed.note?.id,
    encounterId: id,
    patientId: signed.patient.id,
    kind: 'soap',
    subjective: 'Cough',
    plan: 'Rest',
    signedBy: { id: doctor.accountId, name: 'A doctor', role: 'doctor' },
    signedAt: monday,
  })
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(noteVersion?.content))
  expect(noteVersion?.sha256).toBe([...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, '0')).join(''))
})

test('a note without a word is not signed', async () => {
  const { doctor, id } = await aVisit()
  expect(await env.RECORD['encounter.sign'](doctor, { id })).toMatchObject({ code: 'empty_note' })
  must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: '' } }))
  expect(await env.RECORD['encounter.sign'](doctor, { id })).toMatchObject({ code: 'empty_note' })
})

test('only the author signs, the version that was seen, and once', async () => {
  const { doctor, as, id } = await aVisit()
  must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: 'Rest' } }))
  expect(await env.RECORD['encounter.sign'](as('doctor'), { id })).toMatchObject({ code: 'not_the_author' })
  expect(await env.RECORD['encounter.sign'](doctor, { id, version: 1 })).toMatchObject({ code: 'stale' })
  const all = await Promise.all(times(10, () => env.RECORD['encounter.sign'](doctor, { id })))
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(all.filter(one => !one.ok && one.code === 'signed')).toHaveLength(9)
})

test('of a save and a signature at once, what is signed is what was read', async () => {
  for (let round = 0; round < 20; round++) {
    const { doctor, id } = await aVisit()
    must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: 'Rest' } }))
    await Promise.all([
      env.RECORD['encounter.save_soap'](doctor, { id, version: 2, fields: { plan: 'Run' } }),
      env.RECORD['encounter.sign'](doctor, { id }),
    ])
    const { note } = must(await env.RECORD['encounter.read'](doctor, id))
    const content = await env.RECORD_DB.prepare('SELECT content FROM note_version WHERE note_id = ?')
      .bind(note?.id)
      .first<string>('content')
    if (note?.status === 'signed') expect(JSON.parse(content ?? '')).toMatchObject({ plan: note.plan })
    else expect(content).toBeNull()
  }
}, 60_000)

test('a repeat with the same key answers the signed encounter', async () => {
  const { doctor, id } = await aVisit()
  const repeat = { key: 'k1', route: `POST /api/encounters/${id}/sign`, bodyHash: 'a' }
  must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: 'Rest' } }))
  const first = must(await env.RECORD['encounter.sign']({ ...doctor, repeat }, { id }))
  expect(must(await env.RECORD['encounter.sign']({ ...doctor, repeat }, { id }))).toEqual(first)
})

test("an unknown encounter and another clinic's do not exist", async () => {
  const { id } = await aSignedVisit()
  for (const wrong of [id, 'enc-none']) {
    expect(await env.RECORD['encounter.sign'](aClinic().as('doctor'), { id: wrong })).toMatchObject({
      code: 'not_found',
    })
  }
})

test.each(['owner', 'nurse', 'receptionist', 'patient'] as const)('%s may not sign the SOAP note', async role => {
  const { as, id } = await aVisit()
  expect(await env.RECORD['encounter.sign'](as(role), { id })).toMatchObject({ code: 'forbidden' })
})
