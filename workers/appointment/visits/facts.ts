import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { iso, isoOrNull } from '#shared/time'
import type { AppointmentStanding } from './contract.ts'
import { type AppointmentRow, appointment } from './schema.ts'
import { reachable } from './view.ts'

/** What the record Worker asks before it opens an encounter for a visit; ids only, asks nobody else. */
export async function standing(context: Context, id: string): Promise<Result<AppointmentStanding, 'not_found'>> {
  const [row] = await context.db.select().from(appointment).where(reachable(context, id))
  return row ? ok(toStanding(row)) : fail('not_found')
}

export function toStanding(row: AppointmentRow): AppointmentStanding {
  return {
    id: row.id,
    patientId: row.patientId,
    staffId: row.staffId ?? undefined,
    status: row.status,
    mode: row.mode,
    startsAt: iso(row.startsAt),
    arrivedAt: isoOrNull(row.arrivedAt),
    startedAt: isoOrNull(row.startedAt),
  }
}
