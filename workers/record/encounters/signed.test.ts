import { expect, test } from 'vitest'
import { aSignedVisit, aVisit, pressure, pulse } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'

/** Everything that is written down of one encounter, as the database holds it. */
async function everythingOf(id: string) {
  const all = await env.RECORD_DB.batch([
    env.RECORD_DB.prepare('SELECT * FROM encounter WHERE id = ?').bind(id),
    env.RECORD_DB.prepare('SELECT * FROM note WHERE encounter_id = ? ORDER BY id').bind(id),
    env.RECORD_DB.prepare('SELECT * FROM note_version WHERE encounter_id = ? ORDER BY note_id').bind(id),
    env.RECORD_DB.prepare('SELECT * FROM observation WHERE encounter_id = ? ORDER BY id').bind(id),
  ])
  return all.map(one => one.results)
}

test('after signing, every verb that writes answers signed, and nothing has changed', async () => {
  const { doctor, nurse, patientId, id, signed, noteId, draftId, observationId } = await aSignedVisit()
  const before = await everythingOf(id)
  const { RECORD } = env
  const note = (noteId: string) => ({ encounterId: id, noteId })
  const writes = [
    RECORD['encounter.save_soap'](doctor, { id, version: signed.version, fields: { plan: 'x' } }),
    RECORD['encounter.sign'](doctor, { id }),
    RECORD['note.add'](nurse, { encounterId: id, note: { kind: 'nursing', text: 'x' } }),
    RECORD['note.change'](nurse, { ...note(noteId), version: 2, text: 'x' }),
    RECORD['note.change'](nurse, { ...note(draftId), version: 1, text: 'x' }),
    RECORD['note.sign'](nurse, note(noteId)),
    RECORD['note.sign'](nurse, note(draftId)),
    RECORD['observation.add'](nurse, pulse(patientId, { encounterId: id })),
    RECORD['observation.add'](nurse, { ...pressure(patientId), encounterId: id }),
    RECORD['observation.add_many'](nurse, { items: [pulse(patientId), pulse(patientId, { encounterId: id })] }),
    RECORD['observation.retract'](nurse, { id: observationId, reason: 'x' }),
  ]
  for (const one of await Promise.all(writes)) expect(one).toMatchObject({ ok: false, code: 'signed' })
  expect(await everythingOf(id)).toEqual(before)
})

/** Statements that no verb has: what somebody with the database in hand could try. `:x` stands for the signed row. */
const attempts: [table: string, statement: string][] = [
  ['encounter', "UPDATE encounter SET class = 'home' WHERE id = :x"],
  ['encounter', 'UPDATE encounter SET signed_at = NULL WHERE id = :x'],
  ['encounter', 'UPDATE OR REPLACE encounter SET id = :x WHERE id = :open'],
  ['encounter', 'UPDATE OR REPLACE encounter SET rowid = (SELECT rowid FROM encounter WHERE id = :x) WHERE id = :open'],
  ['encounter', 'DELETE FROM encounter WHERE id = :x'],
  ['encounter', 'INSERT OR REPLACE INTO encounter SELECT * FROM encounter WHERE id = :x'],
  ['note', "UPDATE note SET plan = 'x' WHERE id = :x"],
  ['note', "UPDATE note SET status = 'draft', signed_at = NULL WHERE id = :x"],
  ['note', 'UPDATE note SET encounter_id = :open WHERE id = :x'],
  ['note', 'UPDATE OR REPLACE note SET id = :x WHERE id = :opennote'],
  ['note', 'UPDATE note SET encounter_id = :encounter WHERE id = :opennote'],
  ['note', 'DELETE FROM note WHERE id = :x'],
  ['note', 'INSERT OR REPLACE INTO note SELECT * FROM note WHERE id = :x'],
  ['note_version', "UPDATE note_version SET content = '{}' WHERE note_id = :x"],
  ['note_version', 'DELETE FROM note_version WHERE note_id = :x'],
  ['note_version', 'INSERT OR REPLACE INTO note_version SELECT * FROM note_version WHERE note_id = :x'],
  ['observation', 'UPDATE observation SET value = 1 WHERE id = :x'],
  ['observation', "UPDATE observation SET category = 'laboratory' WHERE id = :x"],
  ['observation', 'UPDATE observation SET encounter_id = NULL WHERE id = :x'],
  ['observation', 'UPDATE OR REPLACE observation SET id = :x WHERE id = :openobservation'],
  ['observation', 'DELETE FROM observation WHERE id = :x'],
  ['observation', 'INSERT OR REPLACE INTO observation SELECT * FROM observation WHERE id = :x'],
]

test.each(attempts)('%s: the database refuses %s', async (table, statement) => {
  const { nurse, id, signed, observationId, patientId, doctor } = await aSignedVisit()
  const { encounter } = must(await env.RECORD['encounter.open'](doctor, { patientId }))
  const openNote = must(
    await env.RECORD['note.add'](nurse, { encounterId: encounter.id, note: { kind: 'other', text: 'x' } }),
  )
  const openPulse = must(await env.RECORD['observation.add'](nurse, pulse(patientId, { encounterId: encounter.id })))
  const before = await everythingOf(id)
  const target = table === 'encounter' ? id : table === 'observation' ? observationId : (signed.note?.id ?? '')
  const written = statement
    .replaceAll(':x', `'${target}'`)
    .replaceAll(':opennote', `'${openNote.id}'`)
    .replaceAll(':openobservation', `'${openPulse.id}'`)
    .replaceAll(':open', `'${encounter.id}'`)
    .replaceAll(':encounter', `'${id}'`)
  await expect(env.RECORD_DB.prepare(written).run()).rejects.toThrow(
    /D1_ERROR: (?:signed|fixed|never_deleted|never_replaced|append_only)/,
  )
  expect(await everythingOf(id)).toEqual(before)
})

/** Another row in the place of a signed one: by the unique index of the visit or the SOAP note, or by SQLite's own rowid. */
test.each([
  ['encounter', 'rowid'],
  ['note', 'rowid'],
  ['observation', 'rowid'],
  ['note', 'soap'],
])('a new %s does not take the place of a signed one by its %s', async (table, by) => {
  const { id, signed, observationId } = await aSignedVisit()
  const before = await everythingOf(id)
  const target = table === 'encounter' ? id : table === 'observation' ? observationId : signed.note?.id
  const { results } = await env.RECORD_DB.prepare(`SELECT name FROM pragma_table_info('${table}')`).all<{
    name: string
  }>()
  const columns = results.map(one => one.name)
  const copied = columns.map(name => (name === 'id' ? "'another'" : name))
  const [into, from] =
    by === 'rowid'
      ? [
          ['rowid', ...columns],
          ['rowid', ...copied],
        ]
      : [columns, copied]
  const statement = `INSERT OR REPLACE INTO ${table} (${into}) SELECT ${from} FROM ${table} WHERE id = ?`
  await expect(env.RECORD_DB.prepare(statement).bind(target).run()).rejects.toThrow(/signed|never_replaced/)
  expect(await everythingOf(id)).toEqual(before)
})

test('no note joins a signed encounter, however it is inserted', async () => {
  const { id, draftId } = await aSignedVisit()
  const before = await everythingOf(id)
  const { results } = await env.RECORD_DB.prepare("SELECT name FROM pragma_table_info('note')").all<{ name: string }>()
  const copy = results.map(({ name }) => (name === 'id' ? `'another-${id}'` : name))
  const insert = env.RECORD_DB.prepare(`INSERT INTO note SELECT ${copy} FROM note WHERE id = ?`).bind(draftId)
  await expect(insert.run()).rejects.toThrow('signed')
  expect(await everythingOf(id)).toEqual(before)
})

test('a signed nursing note stays too while its encounter is open', async () => {
  const { nurse, id } = await aVisit()
  const { id: noteId } = must(
    await env.RECORD['note.add'](nurse, { encounterId: id, note: { kind: 'nursing', text: 'Calm.' } }),
  )
  must(await env.RECORD['note.sign'](nurse, { encounterId: id, noteId }))
  const before = await everythingOf(id)
  const { results } = await env.RECORD_DB.prepare("SELECT name FROM pragma_table_info('note')").all<{ name: string }>()
  const columns = results.map(({ name }) => name)
  const another = columns.map(name => (name === 'id' ? `'another-${id}'` : name))
  for (const statement of [
    "UPDATE note SET text = 'x' WHERE id = ?",
    'DELETE FROM note WHERE id = ?',
    'INSERT OR REPLACE INTO note SELECT * FROM note WHERE id = ?',
    `INSERT OR REPLACE INTO note (rowid, ${columns}) SELECT rowid, ${another} FROM note WHERE id = ?`,
  ]) {
    await expect(env.RECORD_DB.prepare(statement).bind(noteId).run()).rejects.toThrow(
      /signed|never_deleted|never_replaced/,
    )
  }
  expect(await everythingOf(id)).toEqual(before)
})

test('what was observed is never rewritten, in an open encounter or in none', async () => {
  const { nurse, patientId } = await aVisit()
  const { id } = must(await env.RECORD['observation.add'](nurse, pulse(patientId)))
  const read = () => env.RECORD_DB.prepare('SELECT * FROM observation WHERE patient_id = ?').bind(patientId).all()
  const before = (await read()).results
  const columns = Object.keys(before[0] ?? {})
  const another = columns.map(name => (name === 'id' ? `'another-${id}'` : name))
  for (const statement of [
    'UPDATE observation SET value = 1 WHERE id = ?',
    'DELETE FROM observation WHERE id = ?',
    'INSERT OR REPLACE INTO observation SELECT * FROM observation WHERE id = ?',
    `INSERT OR REPLACE INTO observation (rowid, ${columns}) SELECT rowid, ${another} FROM observation WHERE id = ?`,
  ]) {
    await expect(env.RECORD_DB.prepare(statement).bind(id).run()).rejects.toThrow(/fixed|never_deleted|never_replaced/)
  }
  expect((await read()).results).toEqual(before)
})

test('a second SOAP note does not take the place of the first, nor does a note join an encounter of nobody', async () => {
  const { doctor, id } = await aVisit()
  const { note } = must(await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { plan: 'Rest' } }))
  const { results } = await env.RECORD_DB.prepare("SELECT name FROM pragma_table_info('note')").all<{ name: string }>()
  const copy = (changed: Record<string, string>) => results.map(({ name }) => changed[name] ?? name)
  const insert = (changed: Record<string, string>) =>
    env.RECORD_DB.prepare(`INSERT OR REPLACE INTO note SELECT ${copy(changed)} FROM note WHERE id = ?`)
      .bind(note?.id)
      .run()
  await expect(insert({ id: "'another'" })).rejects.toThrow('never_replaced')
  await expect(insert({ id: "'another'", encounter_id: "'enc-none'" })).rejects.toThrow('encounter_not_found')
  await expect(insert({ id: "'another'", patient_id: "'pat-other'" })).rejects.toThrow(
    /encounter_not_found|never_replaced/,
  )
})

test('an appointment is not given to another encounter by INSERT OR REPLACE', async () => {
  const { id } = await aVisit()
  const { results } = await env.RECORD_DB.prepare("SELECT name FROM pragma_table_info('encounter')").all<{
    name: string
  }>()
  const copy = (newId: string) =>
    results.map(({ name }) => (name === 'id' ? `'${newId}'` : name === 'appointment_id' ? `'apt-of-${id}'` : name))
  const insert = (newId: string) =>
    env.RECORD_DB.prepare(`INSERT OR REPLACE INTO encounter SELECT ${copy(newId)} FROM encounter WHERE id = ?`)
      .bind(id)
      .run()
  await insert(`first-${id}`)
  await expect(insert(`second-${id}`)).rejects.toThrow('already_open')
})

test('a laboratory result may still join a signed encounter and be retracted there', async () => {
  const { nurse, patientId, id } = await aSignedVisit()
  const result = must(
    await env.RECORD['observation.add'](nurse, {
      ...pulse(patientId, { encounterId: id, category: 'laboratory' }),
      code: '718-7',
      value: 13.2,
      unit: 'g/dL',
    }),
  )
  expect(must(await env.RECORD['observation.retract'](nurse, { id: result.id, reason: 'wrong tube' })).status).toBe(
    'entered_in_error',
  )
})
