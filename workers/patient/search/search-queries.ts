import { and, eq, getTableColumns, gte, inArray, lt, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { keptId } from '../duplicates/merged-into.ts'
import { patient } from '../patients/schema.ts'
import { endsOf, type Near, type Range } from './parse-search.ts'
import { searchTerm } from './schema.ts'

/** The statements of a search: how many rows each reads depends on what it may answer, never on how many patients there are. */

/** Names one typo away that are tried, people of each, and people of all. */
const nearNames = 30
const peopleOfName = 20
const nearPeople = 200

/** A range in one state: one walk along the index. */
export interface RangeInState {
  state: number
  range: Range
}

/** The terms of a range in their order, with their patients, after the place where the last page ended. */
export function rangeQuery(
  { db, clinicId }: Context,
  { state, range }: RangeInState,
  size: number,
  after?: { term: string; id: string },
) {
  const { low, high } = endsOf(range)
  return db
    .select({ term: searchTerm.term, ...getTableColumns(patient), keptId })
    .from(searchTerm)
    .innerJoin(patient, eq(patient.id, searchTerm.patientId))
    .where(
      and(
        eq(searchTerm.clinicId, clinicId),
        eq(searchTerm.state, state),
        // One lower bound only: with two the index is entered at the range's beginning and every page before is read again.
        after
          ? sql`(${searchTerm.term}, ${searchTerm.patientId}) > (${after.term}, ${after.id})`
          : gte(searchTerm.term, low),
        lt(searchTerm.term, high),
      ),
    )
    .orderBy(searchTerm.term, searchTerm.patientId)
    .limit(size)
}

/** People with a name that shares a key with the word typed; whether it is one typo away is for `fits` to say. */
export function typoQuery({ db, clinicId }: Context, near: Near, states: number[]) {
  const people = sql`SELECT s.patient_id FROM search_term s
    WHERE s.clinic_id = ${clinicId} AND s.state IN (SELECT value FROM json_each(${JSON.stringify(states)}))
      AND s.term >= ${near.before} || k.word || ${near.low} AND s.term < ${near.before} || k.word || ${near.high}
    LIMIT ${peopleOfName}`
  const names = sql`SELECT DISTINCT word FROM search_key
    WHERE clinic_id = ${clinicId} AND key IN (SELECT value FROM json_each(${JSON.stringify(near.keys)})) AND word <> ${near.word}
    LIMIT ${nearNames}`
  return db
    .select({ term: sql<string>`''`.as('term'), ...getTableColumns(patient), keptId })
    .from(patient)
    .where(
      inArray(
        patient.id,
        sql`(SELECT p.value FROM (${names}) k, json_each((SELECT json_group_array(patient_id) FROM (${people}))) p LIMIT ${nearPeople})`,
      ),
    )
}
