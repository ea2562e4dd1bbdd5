import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { cellsOf, insertFrom } from '#shared/database/insert-where'
import { patient } from '../patients/schema.ts'
import type { ReadyRow } from './import-row.ts'
import { importedRow } from './schema.ts'

/** The statements of an import, each for all its rows at once: rows travel as one JSON text, whose members are named like the columns. */

export function writable(ready: ReadyRow[]): string {
  return JSON.stringify(ready.map(({ national, columns, ...row }) => ({ ...stored(columns), ...row })))
}

/** Column values by column name, as the database keeps them. */
function stored(columns: ReadyRow['columns']): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(columns))
  return Object.fromEntries(
    Object.entries(getTableColumns(patient)).map(([key, column]) => {
      const value = values.get(key) ?? null
      return [column.name, value === null ? undefined : column.mapToDriverValue(value)]
    }),
  )
}

/** Who holds a number of row `r` that only one patient may hold. */
function holder(clinicId: string, what: SQL): SQL {
  return sql`(SELECT ${what} FROM json_each(r.value -> 'claims') c CROSS JOIN patient_identifier h
    ON h.clinic_id = ${clinicId} AND h.type = c.value ->> 'type' AND h.normal = c.value ->> 'normal' LIMIT 1)`
}

/**
 * Who row `r` is already, whatever the file is called: someone of the same name, birth date and telephone number, where these are known
 * or the old record number is equal, too; or the holder of one of its numbers who is like it. The same number alone may be a slip.
 */
function samePerson(clinicId: string): SQL {
  const terms = (term: SQL, of: SQL) => sql`EXISTS (SELECT 1 FROM search_term s
    WHERE s.clinic_id = ${clinicId} AND s.state IN (0, 1, 2) AND s.term = ${term} AND s.patient_id = ${of})`
  const byContent = sql`(SELECT t.patient_id FROM search_term t
    WHERE t.clinic_id = ${clinicId} AND t.state IN (0, 1, 2) AND t.term = '~' || (r.value ->> 'person')
      AND (r.value ->> 'personSuffices' OR ${terms(sql`r.value ->> 'numberTerm'`, sql`t.patient_id`)}) LIMIT 1)`
  const byNumber = sql`(SELECT h.patient_id FROM json_each(r.value -> 'claims') c CROSS JOIN patient_identifier h
    ON h.clinic_id = ${clinicId} AND h.type = c.value ->> 'type' AND h.normal = c.value ->> 'normal'
    WHERE EXISTS (SELECT 1 FROM json_each(r.value -> 'likeness') l WHERE ${terms(sql`l.value`, sql`h.patient_id`)}) LIMIT 1)`
  return sql`coalesce(${byContent}, ${byNumber})`
}

/** New rows take their key; a row that is known, or whose number is someone else's, takes none. */
export function claimKeys({ db, clinicId, at }: Context, rows: string, source: string, importId: string) {
  return insertFrom(
    db,
    importedRow,
    { clinicId, source, key: sql`r.value ->> 'key'`, patientId: sql`r.value ->> 'id'`, importId, at },
    sql`FROM json_each(${rows}) r
          WHERE ${holder(clinicId, sql`1`)} IS NULL AND ${samePerson(clinicId)} IS NULL ORDER BY r.key`,
  ).onConflictDoNothing()
}

/** Rows that took their key become patients, numbered on from the clinic's last. */
export function insertPatients({ db, clinicId, at }: Context, rows: string, source: string) {
  const cells = {
    ...cellsOf(patient, column => sql`r.value ->> ${sql.raw(`'${column}'`)}`),
    clinicId,
    recordNumber: sql`(SELECT coalesce(max(record_number), 0) FROM patient WHERE clinic_id = ${clinicId}) + row_number() OVER (ORDER BY r.key)`,
    // Whoever imports knows these people.
    unverified: false,
    verifiedWith: null,
    registeredOnline: false,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
  return insertFrom(
    db,
    patient,
    cells,
    sql`FROM json_each(${rows}) r CROSS JOIN imported_row taken ON taken.clinic_id = ${clinicId} AND taken.source = ${source}
          AND taken.key = r.value ->> 'key' AND taken.patient_id = r.value ->> 'id'`,
  )
}

/** Each row and the patient it is now: the one it became, or the one it is known as. */
function rowsNow(clinicId: string, rows: string, source: string): SQL {
  return sql`SELECT r.value, coalesce(i.patient_id, ${samePerson(clinicId)}) AS patient_id FROM json_each(${rows}) r
    LEFT JOIN imported_row i ON i.clinic_id = ${clinicId} AND i.source = ${source} AND i.key = r.value ->> 'key'`
}

/** The patients that the rows are now, as the access log takes them. */
export function importedIds({ clinicId }: Context, rows: string, source: string): SQL {
  return sql`(SELECT coalesce(group_concat(n.patient_id, ' '), '')
    FROM (SELECT DISTINCT patient_id FROM (${rowsNow(clinicId, rows, source)})) n)`
}

/** Who each row is now: the patient it became or is known as; null where a number of it is `holderId`'s. */
export function verdictsOf({ db, clinicId }: Context, rows: string, source: string) {
  const known = sql`SELECT r.value ->> 'row' AS row_at, r.value ->> 'id' AS new_id, r.patient_id,
      ${holder(clinicId, sql`h.patient_id`)} AS holder_id, ${holder(clinicId, sql`h.type`)} AS type
    FROM (${rowsNow(clinicId, rows, source)}) r`
  return db
    .select({
      row: sql<number>`k.row_at`.as('row_at'),
      id: sql<string>`k.new_id`.as('new_id'),
      patientId: sql<string | null>`k.patient_id`.as('patient_id'),
      recordNumber: sql<number | null>`p.record_number`.as('record_number'),
      holderId: sql<string | null>`k.holder_id`.as('holder_id'),
      type: sql<string | null>`k.type`.as('type'),
    })
    .from(sql`(${known}) k LEFT JOIN patient p ON p.id = k.patient_id AND p.clinic_id = ${clinicId}`)
}
