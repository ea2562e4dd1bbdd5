import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { ok, type Result } from '#shared/result'
import { personsOf } from '../other-workers.ts'
import { askingPolicy, openedRecord, restrictedPatient, restriction } from './schema.ts'

/** What other Workers change, and restrictions follow. Done twice, both do no harm. */

/**
 * After a merge or a split: each restriction covers all ids of the person to whom its own id belongs now. Asked by the gateway's effect of the
 * patient Worker's outbox.
 *
 * @throws Unavailable where the patient Worker does not answer: the effect comes again.
 */
export async function followLinks(context: Context<RecordEnv>, ids: string[]): Promise<Result<null>> {
  const { env, actor, db, clinicId } = context
  const covering = db
    .select({ id: restrictedPatient.restrictionId })
    .from(restrictedPatient)
    .where(
      and(
        eq(restrictedPatient.clinicId, clinicId),
        inArray(restrictedPatient.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`),
      ),
    )
  const rows = await db
    .select()
    .from(restriction)
    .where(and(eq(restriction.clinicId, clinicId), inArray(restriction.id, covering)))
  if (rows.length === 0) return ok(null)
  const people = await personsOf(
    env,
    actor,
    rows.map(row => row.patientId),
  )
  const covers = rows.flatMap(row => {
    const person = people.find(one => one.ids.includes(row.patientId))
    return (person?.ids ?? [row.patientId]).map(patientId => ({ id: row.id, patientId }))
  })
  await batch(db, {
    before: db.delete(restrictedPatient).where(
      and(
        eq(restrictedPatient.clinicId, clinicId),
        inArray(
          restrictedPatient.restrictionId,
          rows.map(row => row.id),
        ),
      ),
    ),
    // One that was lifted meanwhile covers nothing.
    after: insertFrom(
      db,
      restrictedPatient,
      { clinicId, patientId: sql`c.value ->> 'patientId'`, restrictionId: sql`r.id` },
      sql`FROM json_each(${JSON.stringify(covers)}) c
        JOIN restriction r ON r.clinic_id = ${clinicId} AND r.id = c.value ->> 'id' AND r.lifted_at IS NULL WHERE true`,
    ),
  })
  return ok(null)
}

export interface AskingPolicy {
  askReason: 'never' | 'unrelated'
  version: number
}

/** The clinic's policy, of which this is a copy; an older one does not replace a newer. */
export async function followPolicy(
  { db, clinicId }: Context,
  { askReason, version }: AskingPolicy,
): Promise<Result<null>> {
  await db
    .insert(askingPolicy)
    .values({ clinicId, askReason, version })
    .onConflictDoUpdate({
      target: askingPolicy.clinicId,
      set: { askReason, version },
      setWhere: lt(askingPolicy.version, version),
    })
  return ok(null)
}

/** For the sweep, over all clinics: what was open until a midnight that has passed. */
export async function forgetOpened(database: D1Database, at: number): Promise<void> {
  await drizzle(database)
    .delete(openedRecord)
    .where(lt(openedRecord.until, at - 86_400_000))
}
