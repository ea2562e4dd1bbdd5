import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { accessRow } from '#shared/database/access-row'
import { batch } from '#shared/database/batch'
import { changesFrom, idempotency } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import { findable } from '../patients/person.ts'
import { patient } from '../patients/schema.ts'
import { recordNumberText } from '../patients/view.ts'
import { indexRows } from '../search/indexing.ts'
import type { ImportPatients, ImportVerdict, ImportVerdicts } from './contract.ts'
import { type ReadyRow, readRow } from './import-row.ts'
import { claimKeys, importedIds, insertPatients, verdictsOf, writable } from './import-write.ts'

/** Bytes of rows that travel in one parameter, which may have 2,000,000. Real spreadsheets stay far below; what does not goes in halves. */
const mostBytes = 1_500_000

/**
 * Take in a batch of at most 200 rows of a spreadsheet; each has its own verdict, and a bad one costs only itself.
 *
 * One batch of the database: the key of `imported_row` decides who is new, so the same rows twice, twice at once, or twice in one batch
 * make nobody twice; only rows that won their key become patients, with the clinic's next record numbers. A row is also known by its
 * content, whatever the source is called and whoever registered the patient: `samePerson` of import-write.ts says how.
 *
 * @returns a verdict per row, in the order of the rows: `created` and `known` with the patient, `rejected` with fields and rules
 *   (`identifier_taken` with the patient who holds it).
 */
export async function importRows(context: Context, input: ImportPatients): Promise<Result<ImportVerdicts>> {
  const { source } = input
  const read = input.rows.map((raw, row) => readRow(raw, row, source, context))
  const ready = read.filter(one => 'key' in one)
  const { first, repeats, clashing } = separate(ready)
  const written = first.length > 0 ? await write(context, first, input) : []
  const verdicts = new Map(written.map(one => [one.row, one]))
  const known = repeats.flatMap(({ repeat, of }) => {
    const verdict = verdicts.get(of.row)
    return verdict ? [repeated(verdict, repeat.row)] : []
  })
  const rejected = clashing.map(({ clash, type, holder }) => taken(clash, type, verdicts.get(holder.row)?.patientId))
  const items = [...read.filter(one => 'verdict' in one), ...written, ...known, ...rejected]
  return ok({ items: items.sort((a, b) => a.row - b.row) })
}

/** What became of a row that says again what an earlier one of its batch said. */
function repeated(verdict: ImportVerdict, row: number): ImportVerdict {
  return { ...verdict, row, verdict: verdict.verdict === 'created' ? 'known' : verdict.verdict }
}

/**
 * The rows of one batch held against each other, as `samePerson` holds them against the database: a row that is an earlier one again under
 * another key, and a row that brings the number of an earlier one without being like it.
 */
function separate(ready: ReadyRow[]) {
  const holders = new Map<string, ReadyRow>()
  const people = new Map<string, ReadyRow>()
  const keys = new Set<string>()
  const first: ReadyRow[] = []
  const repeats: { repeat: ReadyRow; of: ReadyRow }[] = []
  const clashing: { clash: ReadyRow; type: string; holder: ReadyRow }[] = []
  for (const one of ready) {
    const claims = one.claims.map(({ type, normal }) => ({ type, name: `${type} ${normal}` }))
    const held = claims.find(({ name }) => (holders.get(name)?.key ?? one.key) !== one.key)
    const holder = held && holders.get(held.name)
    const same = one.personSuffices ? people.get(one.person) : undefined
    if (same && same.key !== one.key) repeats.push({ repeat: one, of: same })
    else if (holder && one.likeness.some(term => holder.likeness.includes(term)))
      repeats.push({ repeat: one, of: holder })
    else if (held && holder) clashing.push({ clash: one, type: held.type, holder })
    else {
      first.push(one)
      // A second row of one key makes nobody, so it holds no number either.
      if (!keys.has(one.key)) for (const { name } of claims) holders.set(name, holders.get(name) ?? one)
      keys.add(one.key)
      people.set(one.person, people.get(one.person) ?? one)
    }
  }
  return { first, repeats, clashing }
}

async function write(context: Context, ready: ReadyRow[], input: ImportPatients): Promise<ImportVerdict[]> {
  const { db, clinicId, actor, at } = context
  const { source, importId } = input
  const { repeat, accountId } = actor
  const rows = writable(ready)
  if (ready.length > 1 && bytesOf(rows) > mostBytes) {
    const half = Math.ceil(ready.length / 2)
    const before = await write({ ...context, actor: { ...actor, repeat: undefined } }, ready.slice(0, half), input)
    return [...before, ...(await write(context, ready.slice(half), input))]
  }
  const changes = JSON.stringify(ready.map(({ id }) => ({ id, change: newId('change') })))
  const byRow = new Map(ready.map(one => [one.row, one]))
  const { verdicts } = await batch(db, {
    keys: claimKeys(context, rows, source, importId),
    patients: insertPatients(context, rows, source),
    changes: changesFrom(
      context,
      {
        id: sql`c.value ->> 'change'`,
        object: 'patient',
        objectId: sql`p.id`,
        action: 'patient.imported',
        detail: { importId, source },
        patient: sql`p.id`,
      },
      sql`FROM json_each(${changes}) c CROSS JOIN ${patient} p ON p.id = c.value ->> 'id'`,
    ),
    verdicts: verdictsOf(context, rows, source),
    access: accessRow(context, importId, importedIds(context, rows, source)),
    index: indexRows(
      context,
      ready.map(({ id, columns }) => ({ id, findable: findable(columns) })),
    ),
    repeat: repeat
      ? [db.insert(idempotency).values({ clinicId, accountId, ...repeat, objectId: importId, createdAt: at })]
      : [],
  })
  return verdicts.map(({ row, id, patientId, recordNumber, holderId, type }) =>
    patientId === null || recordNumber === null
      ? taken(byRow.get(row) ?? { row }, type, holderId)
      : {
          row,
          verdict: patientId === id ? 'created' : 'known',
          patientId,
          recordNumber: recordNumberText(recordNumber),
        },
  )
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Rejected for a number that someone else holds: the national one where the row named it so. */
function taken(one: Pick<ReadyRow, 'row' | 'national'>, type: string | null, holder?: string | null): ImportVerdict {
  const path = type !== null && type === one.national ? 'nationalId' : 'identifiers'
  const patientId = holder ?? undefined
  return { row: one.row, verdict: 'rejected', patientId, fields: [{ path, rule: 'identifier_taken' }] }
}
