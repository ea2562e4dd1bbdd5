import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { insertFrom } from '#shared/database/insert-where'
import { groupsOf } from '../duplicates/merged-into.ts'
import { type HeldIdentifier, normalIdentifier, sharedTypes } from '../identifiers.ts'
import { patient, patientIdentifier } from '../patients/schema.ts'
import { searchKey, searchTerm } from './schema.ts'
import { type Findable, keyRows, searchForm, termsOf } from './search-terms.ts'

/**
 * The rows that go with a patient's own, in the same batch: who holds which number, and what the patient is found by. A statement writes
 * them for many patients at once, and none for a patient whose own row was not written.
 */

interface Indexed {
  id: string
  findable: Findable
}

/** Rows that travel in one parameter: some 200 bytes each, of the 2,000,000 that a parameter may have. */
const rowsOfParameter = 4_000

/** @param taken what becomes of a number that somebody else holds: `refused` ends the batch, `left` leaves it with them. */
export function indexRows({ db, clinicId }: Context, people: Indexed[], taken: 'refused' | 'left' = 'refused') {
  const claims = people.flatMap(({ id, findable }) => claimsOf(findable.identifiers).map(claim => ({ id, ...claim })))
  const terms = people.flatMap(({ id, findable }) => termsOf(findable).map(term => ({ id, term })))
  const keys = people.flatMap(({ findable }) => keyRows(findable.name))
  return [
    ...parameters(claims).map(rows => {
      const claim = insertFrom(
        db,
        patientIdentifier,
        { clinicId, type: sql`c.value ->> 'type'`, normal: sql`c.value ->> 'normal'`, patientId: sql`p.id` },
        sql`FROM json_each(${rows}) c
            CROSS JOIN ${patient} p ON p.id = c.value ->> 'id' AND p.clinic_id = ${clinicId} WHERE true`,
      )
      return taken === 'left' ? claim.onConflictDoNothing() : claim
    }),
    ...parameters(terms).map(rows => termRows({ db, clinicId }, rows)),
    ...parameters(keys).map(rows => keyRowsOf({ db, clinicId }, rows)),
  ]
}

/** The terms and keys that people of an older form lack; what they have stays. Nothing for who has the form of today meanwhile. */
export function missingRows({ db, clinicId }: Pick<Context, 'db' | 'clinicId'>, people: Indexed[]) {
  const terms = people.flatMap(({ id, findable }) => termsOf(findable).map(term => ({ id, term })))
  const keys = people.flatMap(({ findable }) => keyRows(findable.name))
  return [
    ...parameters(terms).map(rows =>
      termRows({ db, clinicId }, rows, sql`p.search_form < ${searchForm}`).onConflictDoNothing(),
    ),
    ...parameters(keys).map(rows => keyRowsOf({ db, clinicId }, rows)),
  ]
}

type Written = Pick<Context, 'db' | 'clinicId'>

function termRows({ db, clinicId }: Written, rows: string, condition = sql`true`) {
  return insertFrom(
    db,
    searchTerm,
    {
      clinicId,
      state: sql`p.state`,
      term: sql`CASE t.value ->> 'term' WHEN '!' THEN '!' || p.record_number ELSE t.value ->> 'term' END`,
      patientId: sql`p.id`,
    },
    sql`FROM json_each(${rows}) t
        CROSS JOIN ${patient} p ON p.id = t.value ->> 'id' AND p.clinic_id = ${clinicId} WHERE ${condition}`,
  )
}

function keyRowsOf({ db, clinicId }: Written, rows: string) {
  return insertFrom(
    db,
    searchKey,
    { clinicId, key: sql`k.key`, word: sql`k.word` },
    sql`FROM (SELECT DISTINCT value ->> 'key' AS key, value ->> 'word' AS word FROM json_each(${rows})) k WHERE true`,
  ).onConflictDoNothing()
}

function parameters(rows: object[]): string[] {
  const parts = Math.ceil(rows.length / rowsOfParameter)
  return Array.from({ length: parts }, (_, i) =>
    JSON.stringify(rows.slice(i * rowsOfParameter, (i + 1) * rowsOfParameter)),
  )
}

/** Forgets what a patient was found by and which numbers it held, before `indexRows` writes them anew. */
export function unindexRows({ db, clinicId }: Context, id: string) {
  return [
    db
      .delete(patientIdentifier)
      .where(and(eq(patientIdentifier.clinicId, clinicId), eq(patientIdentifier.patientId, id))),
    db.delete(searchTerm).where(and(eq(searchTerm.clinicId, clinicId), eq(searchTerm.patientId, id))),
  ] as const
}

/** Lets go of these numbers where someone merged with the patient holds them: they are the same person's. */
export function releaseRows(context: Context, id: string, identifiers: HeldIdentifier[]) {
  const { db, clinicId } = context
  return db.delete(patientIdentifier).where(
    and(
      eq(patientIdentifier.clinicId, clinicId),
      sql`${patientIdentifier.patientId} IN (SELECT id FROM ${groupsOf(context, [id])} WHERE id <> ${id})`,
      sql`(${patientIdentifier.type}, ${patientIdentifier.normal}) IN
          (SELECT value ->> 'type', value ->> 'normal' FROM json_each(${JSON.stringify(claimsOf(identifiers))}))`,
    ),
  )
}

/** Each number in its normal form, once: two spellings of one shared number are one. */
export function claimsOf(identifiers: HeldIdentifier[]): { type: HeldIdentifier['type']; normal: string }[] {
  const claims = identifiers.map(one => ({ type: one.type, normal: normalIdentifier(one) }))
  return [...new Map(claims.map(claim => [`${claim.type} ${claim.normal}`, claim])).values()]
}

/** Whether a write failed because a number is someone else's. */
export function takenBy(error: unknown): boolean {
  return refusal(error)?.startsWith('unique:patient_identifier') ?? false
}

/** Who of the clinic already holds one of these numbers that only one may hold. */
export async function holderOf(
  { db, clinicId }: Context,
  identifiers: HeldIdentifier[],
  exceptPatientId: string,
): Promise<{ patientId: string; type: HeldIdentifier['type'] } | undefined> {
  const claims = claimsOf(identifiers).filter(({ type }) => !sharedTypes.includes(type))
  const [holder] = await db
    .select({ patientId: patientIdentifier.patientId, type: patientIdentifier.type })
    .from(patientIdentifier)
    .where(
      and(
        eq(patientIdentifier.clinicId, clinicId),
        sql`(${patientIdentifier.type}, ${patientIdentifier.normal}) IN
            (SELECT value ->> 'type', value ->> 'normal' FROM json_each(${JSON.stringify(claims)}))`,
        sql`${patientIdentifier.patientId} <> ${exceptPatientId}`,
      ),
    )
    .limit(1)
  return holder
}
