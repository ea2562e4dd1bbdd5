import { expect, test } from 'vitest'
import { aSignedVisit, aVisit } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must, times } from '../../../test/verbs/people.ts'

async function aDraft() {
  const visit = await aVisit()
  const note = must(
    await env.RECORD['note.add'](visit.nurse, { encounterId: visit.id, note: { kind: 'nursing', text: 'Calm.' } }),
  )
  return { ...visit, place: { encounterId: visit.id, noteId: note.id }, note }
}

test('a nurse writes, changes and signs an own note as nurse; the encounter goes on', async () => {
  const { nurse, doctor, note, place } = await aDraft()
  expect(note).toMatchObject({
    kind: 'nursing',
    text: 'Calm.',
    status: 'draft',
    recordedBy: { id: nurse.accountId, name: 'A nurse', role: 'nurse' },
    version: 1,
  })
  const changed = must(await env.RECORD['note.change'](nurse, { ...place, version: 1, text: 'Calm, no fever.' }))
  expect(changed).toMatchObject({ text: 'Calm, no fever.', version: 2 })
  const signed = must(await env.RECORD['note.sign'](nurse, { ...place, version: 2 }))
  expect(signed).toMatchObject({ status: 'signed', signedAt: '2026-03-02T12:00:00.000Z', version: 3 })
  expect(must(await env.RECORD['encounter.read'](doctor, place.encounterId))).toMatchObject({
    status: 'in_progress',
    version: 1,
    notes: [signed],
  })
})

test('who is doctor and nurse writes a nursing note as nurse, another as doctor', async () => {
  const { as, id } = await aVisit()
  const both = as('doctor', { roles: ['doctor', 'nurse'] })
  const add = (kind: 'nursing' | 'progress') =>
    env.RECORD['note.add'](both, { encounterId: id, note: { kind, text: 'x' } })
  expect(must(await add('nursing')).recordedBy.role).toBe('nurse')
  expect(must(await add('progress')).recordedBy.role).toBe('doctor')
})

test('only the author changes and signs it', async () => {
  const { doctor, as, place } = await aDraft()
  for (const other of [doctor, as('nurse')]) {
    expect(await env.RECORD['note.change'](other, { ...place, version: 1, text: 'x' })).toMatchObject({
      code: 'not_the_author',
    })
    expect(await env.RECORD['note.sign'](other, place)).toMatchObject({ code: 'not_the_author' })
  }
})

test('of ten windows that save at once one wins, the others are stale', async () => {
  const { nurse, place } = await aDraft()
  const all = await Promise.all(
    times(10, i => env.RECORD['note.change'](nurse, { ...place, version: 1, text: `Text ${i}` })),
  )
  expect(all.filter(one => one.ok)).toHaveLength(1)
  expect(all.filter(one => !one.ok && one.code === 'stale')).toHaveLength(9)
  expect(await env.RECORD['note.sign'](nurse, { ...place, version: 1 })).toMatchObject({ code: 'stale' })
})

test('a signed note stays, also while its encounter is open', async () => {
  const { nurse, place } = await aDraft()
  must(await env.RECORD['note.sign'](nurse, place))
  expect(await env.RECORD['note.change'](nurse, { ...place, version: 2, text: 'x' })).toMatchObject({ code: 'signed' })
  expect(await env.RECORD['note.sign'](nurse, place)).toMatchObject({ code: 'signed' })
})

test('the SOAP note is not reached as a note beside it', async () => {
  const { doctor, id } = await aVisit()
  const saved = must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: 'Rest' } }))
  const place = { encounterId: id, noteId: saved.note?.id ?? '' }
  expect(await env.RECORD['note.change'](doctor, { ...place, version: 1, text: 'x' })).toMatchObject({
    code: 'not_found',
  })
  expect(await env.RECORD['note.sign'](doctor, place)).toMatchObject({ code: 'not_found' })
})

test("an unknown note or encounter and another clinic's do not exist", async () => {
  const { nurse, place } = await aDraft()
  const stranger = aClinic().as('nurse')
  const other = await aVisit()
  const wrong = [
    env.RECORD['note.add'](stranger, { encounterId: place.encounterId, note: { kind: 'other', text: 'x' } }),
    env.RECORD['note.change'](stranger, { ...place, version: 1, text: 'x' }),
    env.RECORD['note.sign'](stranger, place),
    env.RECORD['note.change'](nurse, { encounterId: other.id, noteId: place.noteId, version: 1, text: 'x' }),
    env.RECORD['note.sign'](nurse, { ...place, noteId: 'not-none' }),
  ]
  for (const one of await Promise.all(wrong)) expect(one).toMatchObject({ code: 'not_found' })
})

test('a repeat with the same key adds one note', async () => {
  const { nurse, id } = await aVisit()
  const repeat = { key: 'k1', route: `POST /api/encounters/${id}/notes`, bodyHash: 'a' }
  const input = { encounterId: id, note: { kind: 'progress' as const, text: 'Better.' } }
  const first = must(await env.RECORD['note.add']({ ...nurse, repeat }, input))
  expect(must(await env.RECORD['note.add']({ ...nurse, repeat }, input))).toEqual(first)
})

test.each(['owner', 'receptionist', 'patient'] as const)('%s may not write notes', async role => {
  const { as, id, draftId } = await aSignedVisit()
  const place = { encounterId: id, noteId: draftId }
  const all = [
    env.RECORD['note.add'](as(role), { encounterId: id, note: { kind: 'other', text: 'x' } }),
    env.RECORD['note.change'](as(role), { ...place, version: 1, text: 'x' }),
    env.RECORD['note.sign'](as(role), place),
  ]
  for (const one of await Promise.all(all)) expect(one).toMatchObject({ code: 'forbidden' })
})
