import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { availability } from './schema.ts'

/** One week of one person: whose, and the date from which it holds. */
export interface Which {
  staffId: string
  validFrom: string
}

export function mine({ clinicId }: Context, { staffId, validFrom }: Which) {
  return and(
    eq(availability.clinicId, clinicId),
    eq(availability.staffId, staffId),
    eq(availability.validFrom, validFrom),
  )
}
