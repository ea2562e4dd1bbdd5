import { and, asc, eq, gt, isNull, or } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { staff } from '../profiles/schema.ts'
import type { PublicClinic } from './contract.ts'
import { clinic } from './schema.ts'
import { toClinic } from './view.ts'

/**
 * The clinic of a public address, with whom one can book there. Only the system may call this verb. It is the one verb
 * that reads over all clinics, because only its answer says which clinic is meant. One round trip.
 *
 * @returns `not_found` for an unknown address and for a clinic that takes no bookings by patients, alike.
 */
export async function findClinicBySlug({ db, at }: Context, slug: string): Promise<Result<PublicClinic, 'not_found'>> {
  const itsId = db.select({ id: clinic.clinicId }).from(clinic).where(eq(clinic.slug, slug))
  const {
    row: [row],
    people,
  } = await batch(db, {
    row: db.select().from(clinic).where(eq(clinic.slug, slug)),
    people: db
      .select({ id: staff.id, name: staff.name, title: staff.title, specialties: staff.specialties })
      .from(staff)
      .where(
        and(
          eq(staff.clinicId, itsId),
          eq(staff.bookable, true),
          or(isNull(staff.archivedFrom), gt(staff.archivedFrom, at)),
        ),
      )
      .orderBy(asc(staff.nameKey), asc(staff.id))
      .limit(300),
  })
  if (!row) return fail('not_found')
  const { id, name, phone, address, timezone, country, currency, locale, policies } = toClinic(row)
  if (!policies.selfBooking) return fail('not_found')
  return ok({
    id,
    slug,
    name,
    phone,
    address,
    timezone,
    country,
    currency,
    locale,
    policies,
    staff: people.map(one => ({ ...one, title: one.title ?? undefined })),
  })
}
