import { eq, getTableColumns } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { iso } from '#shared/time'
import type { Names } from '../../other-workers.ts'
import { visitType } from '../../visit-types/schema.ts'
import { visitTypeOf } from '../view.ts'
import type { Offer } from './contract.ts'
import { type OfferRow, offer } from './schema.ts'

export type OfferRowWithNames = OfferRow & { visitTypeName: string | null }

export function offers({ db }: Context) {
  return db
    .select({ ...getTableColumns(offer), visitTypeName: visitType.name })
    .from(offer)
    .leftJoin(visitType, eq(visitType.id, offer.visitTypeId))
    .$dynamic()
}

export function toOffer(row: OfferRowWithNames, names: Names): Offer {
  return {
    id: row.id,
    waitlistId: row.waitlistId,
    patient: names.patient(row.patientId),
    staff: names.staff(row.staffId),
    visitType: visitTypeOf(row),
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    minutes: (row.endsAt - row.startsAt) / 60_000,
    status: row.status,
    expiresAt: iso(row.expiresAt),
    appointmentId: row.appointmentId ?? undefined,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
