import { and, eq, sql } from 'drizzle-orm'
import { budgets, settleWithin } from '#shared/deadline'
import { fail, ok, type Page, type Result } from '#shared/result'
import type { IdentityContext } from '../context.ts'
import type { Relation } from './contract.ts'
import { standsFor } from './schema.ts'
import { selectRelations, toRelation } from './view.ts'

/** How many of one person are shown, what has ended among them. */
const most = 100

/**
 * Who may see a patient, and who might: every relation to any record of the person, those in force first. Whoever's own relation does not
 * open the record yet sees that one alone.
 *
 * @returns a page that is the last; `not_found`; `unavailable` where the patient Worker does not say whose ids these are.
 */
export async function listOfPatient(
  context: IdentityContext,
  { patientId }: { patientId: string },
): Promise<Result<Page<Relation>, 'not_found' | 'unavailable'>> {
  const { env, db, clinicId, actor, reach } = context
  const asked = await settleWithin(budgets.checkBeforeRead, env.PATIENT['patient.linked'](actor, patientId))
  if ('error' in asked) return fail('unavailable')
  if (!asked.value.ok) return fail(asked.value.code === 'not_found' ? 'not_found' : 'unavailable')
  const all = asked.value.value.ids
  const ids = reach === 'all' ? all : all.filter(id => actor.patients.includes(id))
  const closed = reach === 'own' && actor.recordClosed?.includes(patientId)
  const rows = await selectRelations(
    db,
    and(
      eq(standsFor.clinicId, clinicId),
      sql`${standsFor.patientId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
      closed ? eq(standsFor.accountId, actor.accountId) : undefined,
    ),
  )
    .orderBy(sql`${standsFor.endedAt} IS NOT NULL`, sql`${standsFor.createdAt} DESC`, standsFor.id)
    .limit(most)
  return ok({ items: rows.map(one => toRelation(one, actor)), nextCursor: null })
}
