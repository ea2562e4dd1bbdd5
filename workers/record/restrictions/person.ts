import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { personsOf } from '../other-workers.ts'
import { restrictedPatient, restriction } from './schema.ts'

/**
 * Every id of the person who has this one.
 *
 * @returns `not_found` for an id that no patient of the clinic has.
 * @throws Unavailable where the patient Worker does not answer.
 */
export async function idsOfPerson(
  { env, actor }: Context<RecordEnv>,
  patientId: string,
): Promise<Result<string[], 'not_found'>> {
  const people = await personsOf(env, actor, [patientId])
  const person = people.find(one => one.ids.includes(patientId))
  return person ? ok(person.ids) : fail('not_found')
}

/** The restrictions in force that cover any of these ids, the newest first. */
export function restrictionsOf({ db, clinicId }: Context, ids: readonly string[]) {
  const covering = db
    .select({ id: restrictedPatient.restrictionId })
    .from(restrictedPatient)
    .where(
      and(
        eq(restrictedPatient.clinicId, clinicId),
        inArray(restrictedPatient.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`),
      ),
    )
  return db
    .select()
    .from(restriction)
    .where(and(eq(restriction.clinicId, clinicId), inArray(restriction.id, covering)))
    .orderBy(sql`${restriction.createdAt} DESC`, sql`${restriction.id} DESC`)
}
