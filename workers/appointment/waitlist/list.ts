import { and, asc, gte, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { namesOf, readOverLinkedIds } from '../other-workers.ts'
import { after, badCursor, readCursor } from '../paging.ts'
import type { ListWaitlist, WaitlistEntryPage } from './contract.ts'
import { among, reachableOf } from './row-conditions.ts'
import { waitlist } from './schema.ts'
import { toWaitlistEntry, waitlistEntries } from './view.ts'

/** Entries of the waitlist, the longest waiting first; with `updatedSince` of every status, by the time of the last change. */
export function listWaitlist(
  context: Context<AppointmentEnv>,
  query: ListWaitlist,
): Promise<Result<WaitlistEntryPage, 'invalid_request'>> {
  const { patientId } = query
  if (patientId === undefined) return pageOfEntries(context, query)
  return readOverLinkedIds(context, patientId, ids => pageOfEntries(context, { ...query, patientId: ids }))
}

async function pageOfEntries(
  context: Context<AppointmentEnv>,
  query: ListWaitlist,
): Promise<Result<WaitlistEntryPage, 'invalid_request'>> {
  const limit = query.limit ?? defaultLimit
  const key = readCursor(query.cursor, 'number')
  if (key === 'bad') return badCursor()
  const since = query.updatedSince === undefined ? undefined : toInstant(query.updatedSince, context.actor.timezone)
  const sort = since === undefined ? waitlist.createdAt : waitlist.updatedAt
  const statuses = query.status ?? (since === undefined ? (['waiting'] as const) : undefined)
  const rows = await waitlistEntries(context)
    .where(
      and(
        reachableOf(waitlist, context, undefined),
        query.patientId && among(waitlist.patientId, query.patientId),
        query.staffId && among(waitlist.staffId, query.staffId),
        statuses && among(sql`${waitlist.status}`, [...statuses]),
        since === undefined ? undefined : gte(waitlist.updatedAt, since),
        after(sort, waitlist.id, key),
      ),
    )
    .orderBy(asc(sort), asc(waitlist.id))
    .limit(limit + 1)
  const names = await namesOf(context, rows.slice(0, limit))
  return ok(
    toPage(
      rows,
      limit,
      row => [since === undefined ? row.createdAt : row.updatedAt, row.id],
      row => toWaitlistEntry(row, names),
    ),
  )
}
