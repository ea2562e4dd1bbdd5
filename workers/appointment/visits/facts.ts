import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { iso, isoOrNull } from '#shared/time'
import type { AppointmentFacts } from './contract.ts'
import { type AppointmentRow, appointment } from './schema.ts'
import { reachable } from './view.ts'

/** The facts that the record Worker needs to open an encounter: ids only, without a question to another Worker. */
export async function appointmentFacts(context: Context, id: string): Promise<Result<AppointmentFacts, 'not_found'>> {
  const [row] = await context.db.select().from(appointment).where(reachable(context, id))
  return row ? ok(toFacts(row)) : fail('not_found')
}

export function toFacts(row: AppointmentRow): AppointmentFacts {
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
