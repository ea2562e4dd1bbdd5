import { and, eq, or, sql } from 'drizzle-orm'
import { budgets, settleWithin } from '#shared/deadline'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { PatientCard } from '../../../workers/patient/patients/contract.ts'
import type { IdentityContext } from '../context.ts'
import type { ListRelations, Relation } from './contract.ts'
import { standsFor } from './schema.ts'
import { hasStatus, selectRelations, toRelation, withCard } from './view.ts'

/** The clinic's relations, the latest first; those that have ended only where they are asked for. */
export async function listRelations(
  context: IdentityContext,
  { limit = defaultLimit, cursor, updatedSince, status = ['pending', 'active'] }: ListRelations,
): Promise<Result<Page<Relation>, 'invalid_request'>> {
  const before = cursor === undefined ? undefined : decodeCursor(cursor, ['number', 'string'])
  if (cursor !== undefined && !before) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const { at, db, clinicId, actor } = context
  const rows = await selectRelations(
    db,
    and(
      eq(standsFor.clinicId, clinicId),
      or(...status.map(one => hasStatus[one](at))),
      // Said once for all, so that the index is used that holds what is in force.
      status.includes('ended') ? undefined : sql`${standsFor.endedAt} IS NULL`,
      updatedSince === undefined
        ? undefined
        : sql`max(${standsFor.updatedAt}, ${standsFor.createdAt}) >= ${toInstant(updatedSince, actor.timezone)}`,
      before && sql`(${standsFor.createdAt}, ${standsFor.id}) < (${before[0]}, ${before[1]})`,
    ),
  )
    .orderBy(sql`${standsFor.createdAt} DESC`, sql`${standsFor.id} DESC`)
    .limit(limit + 1)
  const cards = await cardsOf(context, [...new Set(rows.map(({ row }) => row.patientId))])
  return ok(
    toPage(
      rows,
      limit,
      ({ row }) => [row.createdAt, row.id],
      one => withCard(toRelation(one, actor), cards),
    ),
  )
}

/** Names of the patients; undefined where the patient Worker is silent, and the list is shown without them. */
async function cardsOf({ env, actor }: IdentityContext, ids: string[]): Promise<Map<string, PatientCard> | undefined> {
  if (ids.length === 0) return undefined
  const outcome = await settleWithin(budgets.names, env.PATIENT['patient.cards'](actor, ids))
  if (!('value' in outcome) || !outcome.value.ok) return undefined
  return new Map(
    outcome.value.value.map(({ id, name, recordNumber, birthDate, sex }) => [
      id,
      { id, name, recordNumber, birthDate, sex },
    ]),
  )
}
