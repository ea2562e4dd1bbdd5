import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { iso } from '#shared/time'
import type { Names } from '../other-workers.ts'
import { visitType } from '../visit-types/schema.ts'
import { urgencies, type WaitlistEntry } from './contract.ts'
import { type WaitlistRow, waitlist } from './schema.ts'

export type WaitlistRowWithNames = WaitlistRow & { visitTypeName: string | null; offered: number }

/** Entries with the name of their visit type and whether they have an open offer; the caller adds WHERE, ORDER BY and LIMIT. */
export function waitlistEntries({ db }: Context) {
  return db
    .select({
      ...getTableColumns(waitlist),
      visitTypeName: visitType.name,
      offered: sql<number>`EXISTS (SELECT 1 FROM offer o WHERE o.clinic_id = ${waitlist.clinicId}
        AND o.waitlist_id = ${waitlist.id} AND o.status = 'open')`.as('offered'),
    })
    .from(waitlist)
    .leftJoin(visitType, eq(visitType.id, waitlist.visitTypeId))
    .$dynamic()
}

export const visitTypeOf = ({
  visitTypeId,
  visitTypeName,
}: {
  visitTypeId: string | null
  visitTypeName: string | null
}) => (visitTypeId === null ? undefined : { id: visitTypeId, name: visitTypeName ?? '' })

export function toWaitlistEntry(row: WaitlistRowWithNames, names: Names): WaitlistEntry {
  return {
    id: row.id,
    patient: names.patient(row.patientId),
    staff: row.staffId === null ? undefined : names.staff(row.staffId),
    specialty: row.specialty ?? undefined,
    days: row.days ?? undefined,
    from: row.fromTime ?? undefined,
    to: row.toTime ?? undefined,
    urgency: urgencies[row.urgency] ?? 'routine',
    minutes: row.minutes,
    visitType: visitTypeOf(row),
    note: row.note ?? undefined,
    status: row.status,
    offered: row.offered === 1,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
