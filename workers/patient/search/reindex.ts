import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { findable } from '../patients/person.ts'
import { patient } from '../patients/schema.ts'
import { missingRows } from './indexing.ts'
import { searchForm } from './search-terms.ts'

/** Patients in one transaction, and transactions in one sweep: a thousand people a minute. */
const patientsAtOnce = 200
const rounds = 5

/**
 * Write the terms that people lack who were registered before names were spelled in one way. What they have stays, so that they are found
 * throughout; who is changed meanwhile has got all of them by that.
 *
 * @returns how many people were written.
 */
export async function reindex(database: D1Database): Promise<number> {
  const db = drizzle(database)
  let written = 0
  for (let round = 0; round < rounds; round++) {
    const rows = await db
      .select()
      .from(patient)
      .where(lt(patient.searchForm, searchForm))
      .orderBy(asc(patient.id))
      .limit(patientsAtOnce)
    for (const clinicId of new Set(rows.map(row => row.clinicId))) {
      const own = rows.filter(row => row.clinicId === clinicId)
      const ids = JSON.stringify(own.map(({ id }) => id))
      await batch(db, {
        terms: missingRows(
          { db, clinicId },
          own.map(row => ({ id: row.id, findable: findable(row) })),
        ),
        form: db
          .update(patient)
          .set({ searchForm })
          .where(
            and(
              eq(patient.clinicId, clinicId),
              lt(patient.searchForm, searchForm),
              inArray(patient.id, sql`(SELECT value FROM json_each(${ids}))`),
            ),
          ),
      })
    }
    written += rows.length
    if (rows.length < patientsAtOnce) break
  }
  return written
}
