import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { availability } from './schema.ts'

/** One week of one person: whose, and the date from which it holds. */
export interface WeekKey {
  staffId: string
  validFrom: string
}

export function isWeek({ clinicId }: Context, { staffId, validFrom }: WeekKey) {
  return and(
    eq(availability.clinicId, clinicId),
    eq(availability.staffId, staffId),
    eq(availability.validFrom, validFrom),
  )
}
