import { and, asc, gte, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { namesOf, readOverLinkedIds } from '../../other-workers.ts'
import { after, badCursor, readCursor } from '../../paging.ts'
import { among, reachableOf } from '../row-conditions.ts'
import type { ListOffers, OfferPage } from './contract.ts'
import { offer } from './schema.ts'
import { offers, toOffer } from './view.ts'

/** Offers in the order in which they were made; with `updatedSince` of every status, by the time of the last change. */
export function listOffers(
  context: Context<AppointmentEnv>,
  query: ListOffers,
): Promise<Result<OfferPage, 'invalid_request'>> {
  const { patientId } = query
  if (patientId === undefined) return pageOfOffers(context, query)
  return readOverLinkedIds(context, patientId, ids => pageOfOffers(context, { ...query, patientId: ids }))
}

async function pageOfOffers(
  context: Context<AppointmentEnv>,
  query: ListOffers,
): Promise<Result<OfferPage, 'invalid_request'>> {
  const limit = query.limit ?? defaultLimit
  const key = readCursor(query.cursor, 'number')
  if (key === 'bad') return badCursor()
  const since = query.updatedSince === undefined ? undefined : toInstant(query.updatedSince, context.actor.timezone)
  const sort = since === undefined ? offer.createdAt : offer.updatedAt
  const statuses = query.status ?? (since === undefined ? (['open'] as const) : undefined)
  const rows = await offers(context)
    .where(
      and(
        reachableOf(offer, context, undefined),
        query.patientId && among(offer.patientId, query.patientId),
        statuses && among(sql`${offer.status}`, [...statuses]),
        since === undefined ? undefined : gte(offer.updatedAt, since),
        after(sort, offer.id, key),
      ),
    )
    .orderBy(asc(sort), asc(offer.id))
    .limit(limit + 1)
  const names = await namesOf(context, rows.slice(0, limit))
  return ok(
    toPage(
      rows,
      limit,
      row => [since === undefined ? row.createdAt : row.updatedAt, row.id],
      row => toOffer(row, names),
    ),
  )
}
