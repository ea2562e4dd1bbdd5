import { and, asc, eq, or, sql } from 'drizzle-orm'
import { batch } from '#shared/database/batch'
import { ok, type Result } from '#shared/result'
import { names } from '../other-workers.ts'
import { openInLists } from '../restrictions/open-in-lists.ts'
import type { ListContext } from '../restrictions/record-verbs.ts'
import type { Unsigned } from './contract.ts'
import { encounter } from './schema.ts'
import { countOf, isUnsigned } from './unsigned-conditions.ts'
import { toLine } from './view.ts'

/** Unsigned encounters in the list. */
const mostListed = 20

/**
 * What waits for this person's signature: encounters in progress that are theirs by staff id, that they opened without a visit, or in which
 * they have a draft. Those of a record that asks for a reason first are counted, and not listed.
 */
export async function unsigned(context: ListContext): Promise<Result<Unsigned>> {
  const { actor, clinicId, env, db } = context
  const mine = or(
    actor.staffId === undefined ? undefined : eq(encounter.staffId, actor.staffId),
    sql`(${encounter.staffId} IS NULL AND ${encounter.recordedById} = ${actor.accountId})`,
    sql`EXISTS (SELECT 1 FROM note n WHERE n.clinic_id = ${clinicId} AND n.recorded_by_id = ${actor.accountId}
          AND n.encounter_id = ${encounter.id} AND n.status = 'draft')`,
  )
  const {
    rows,
    counted: [counted],
  } = await batch(db, {
    rows: db
      .select()
      .from(encounter)
      .where(and(isUnsigned(context, mine), openInLists(context, encounter.patientId)))
      .orderBy(asc(encounter.startedAt), asc(encounter.id))
      .limit(mostListed),
    counted: countOf(context, mine),
  })
  const named = await names(env, actor, rows)
  return ok({ count: counted?.count ?? 0, items: rows.map(row => toLine(row, named)) })
}
