import type { AddStaff } from '../../workers/staff/profiles/contract.ts'
import { env } from './env.ts'
import { aClinic, must } from './people.ts'

/** A member of staff as one adds them. */
export function someone(more: Partial<AddStaff> = {}): AddStaff {
  return {
    name: 'Ana Núñez',
    title: 'Dr',
    profession: 'doctor',
    specialties: ['Dermatology'],
    licences: [],
    languages: ['en'],
    bookable: true,
    ...more,
  }
}

/** Weekday mornings, nine to twelve. */
export const mornings = [1, 2, 3, 4, 5].map(weekday => ({ weekday, from: '09:00', to: '12:00' }))

/** A clinic with one doctor who is there on weekday mornings. */
export async function aPractice(timezone = 'America/New_York') {
  const { as, clinicId } = aClinic({ timezone })
  const owner = as('owner')
  const doctor = must(await env.STAFF['staff.add'](owner, someone()))
  const week = must(
    await env.STAFF['availability.change'](owner, {
      staffId: doctor.id,
      validFrom: '2026-01-01',
      week: { weekly: mornings },
    }),
  )
  return { as, clinicId, owner, doctor, week }
}
