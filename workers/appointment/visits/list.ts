import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { defaultLimit, toPage } from '#shared/input/cursor'
import { ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import { namesOf, readOverLinkedIds } from '../other-workers.ts'
import { after, badCursor, readCursor } from '../paging.ts'
import { type AppointmentPage, type ListAppointments, openStatuses } from './contract.ts'
import { appointment } from './schema.ts'
import { toItem, type VisitRow, visits } from './view.ts'

/**
 * Visits by start, or with `updatedSince` by the time of the last change. For `own` only those of the people the account stands for. A
 * patient's are those of every id of the person.
 *
 * Each value of the narrowest filter (patient, staff, room, status) is read from its own index, at most one page of each, and the pages
 * are merged: rows read stay within a small multiple of rows returned, whatever the table holds.
 */
export function listAppointments(
  context: Context<AppointmentEnv>,
  query: ListAppointments,
): Promise<Result<AppointmentPage, 'invalid_request'>> {
  const { patientId } = query
  if (patientId === undefined) return pageOfVisits(context, query)
  return readOverLinkedIds(context, patientId, ids => pageOfVisits(context, { ...query, patientId: ids }))
}

async function pageOfVisits(
  context: Context<AppointmentEnv>,
  query: ListAppointments,
): Promise<Result<AppointmentPage, 'invalid_request'>> {
  const { actor, reach, db } = context
  const limit = query.limit ?? defaultLimit
  const key = readCursor(query.cursor, 'number')
  if (key === 'bad') return badCursor()
  const bySince = query.updatedSince !== undefined
  const sort = bySince ? appointment.updatedAt : appointment.startsAt
  const descending = query.order === 'desc'
  const ownPatientIds = reach === 'own' ? actor.patients.filter(id => query.patientId?.includes(id) ?? true) : undefined
  const { narrowed, filters } = splitFilters({ ...query, patientId: ownPatientIds ?? query.patientId }, bySince)
  if (narrowed?.length === 0) return ok({ items: [], nextCursor: null })
  const inQuery = and(
    eq(appointment.clinicId, context.clinicId),
    ...filters,
    query.from === undefined ? undefined : gte(appointment.startsAt, toInstant(query.from, actor.timezone)),
    query.to === undefined ? undefined : lt(appointment.startsAt, toInstant(query.to, actor.timezone)),
    query.urgent === undefined ? undefined : eq(appointment.urgent, query.urgent),
    query.updatedSince === undefined
      ? undefined
      : gte(appointment.updatedAt, toInstant(query.updatedSince, actor.timezone)),
    after(sort, appointment.id, key, descending),
  )
  const direction = descending ? desc : asc
  const pageOf = (only: SQL | undefined) =>
    visits(context)
      .where(and(inQuery, only))
      .orderBy(direction(sort), direction(appointment.id))
      .limit(limit + 1)
  const { pages } = await batch(db, { pages: (narrowed ?? [undefined]).map(pageOf) })
  const sortOf = (row: VisitRow) => (bySince ? row.updatedAt : row.startsAt)
  const rows = pages.flat().sort((a, b) => {
    const order = sortOf(a) - sortOf(b) || (a.id < b.id ? -1 : 1)
    return descending ? -order : order
  })
  const names = await namesOf(context, rows.slice(0, limit))
  return ok(
    toPage(
      rows.slice(0, limit + 1),
      limit,
      row => [sortOf(row), row.id],
      row => toItem(row, names),
    ),
  )
}

/** Few visits have one of these statuses at a time, since visits of the past have others. */
const openStatusSet: ReadonlySet<string> = new Set(openStatuses)

/**
 * One condition per value of the narrowest filter, whose index is read, and the other filters. A `+` keeps those from choosing an index, so
 * that SQLite never sorts. Open statuses are narrower than a doctor or a room, whose past visits add up.
 */
function splitFilters(query: ListAppointments, bySince: boolean): { narrowed?: SQL[]; filters: SQL[] } {
  const { patientId, staffId, roomId, status, kind, visitTypeId, seriesId } = query
  const open = status?.every(one => openStatusSet.has(one)) && query.from === undefined
  const lists = [
    { column: appointment.seriesId, values: seriesId },
    { column: appointment.patientId, values: patientId },
    { column: appointment.status, values: open ? status : undefined },
    { column: appointment.staffId, values: staffId },
    { column: appointment.roomId, values: roomId },
    { column: appointment.status, values: open ? undefined : status },
    { column: appointment.kind, values: kind },
    { column: appointment.visitTypeId, values: visitTypeId },
  ].flatMap(({ column, values }) => (values ? [{ column, values: [...new Set<string>(values)] }] : []))
  const among = ({ column, values }: (typeof lists)[number]) =>
    sql`+${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`
  const [lead, ...rest] = lists
  if (lead?.values.length === 0) return { narrowed: [], filters: [] }
  const leads = lead && !bySince && lead.column !== appointment.kind && lead.column !== appointment.visitTypeId
  if (!leads) return { filters: lists.map(among) }
  return { narrowed: lead.values.map(value => sql`${lead.column} = ${value}`), filters: rest.map(among) }
}
