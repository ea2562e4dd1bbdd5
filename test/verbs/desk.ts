import type { Actor } from '#shared/actor'
import type { Role } from '#shared/permissions'
import type { BookAppointment } from '../../workers/appointment/visits/contract.ts'
import { env } from './env.ts'
import { aClinic, monday, must } from './people.ts'

/** An instant of Monday 2 March 2026 by the clock of New York: `local('09:30')`. */
export function local(time: string, day = '2026-03-02'): string {
  return new Date(Date.parse(`${day}T${time}:00-05:00`)).toISOString()
}

const week = [1, 2, 3, 4, 5].flatMap(weekday => [
  { weekday, from: '08:00', to: '12:00' },
  { weekday, from: '13:00', to: '17:00' },
])

/** A clinic whose doctor works on weekdays from 8 to 12 and from 1 to 5, with a patient; it is Monday, 07:00. */
export async function aDesk(overrides: Partial<Actor> = {}) {
  const { clinicId, as } = aClinic(overrides)
  const owner = as('owner')
  const desk = as('receptionist')
  const [doctor, patient] = await Promise.all([aDoctor(), aPatient()])

  async function aDoctor(weekly: { weekday: number; from: string; to: string; roomId?: string }[] = week) {
    const one = must(
      await env.STAFF['staff.add'](owner, {
        name: 'Ana Núñez',
        profession: 'doctor',
        specialties: ['Dermatology'],
        licences: [],
        languages: [],
        bookable: true,
      }),
    )
    must(await env.STAFF['availability.change'](owner, { staffId: one.id, validFrom: '2026-01-01', week: { weekly } }))
    return one.id
  }

  async function aPatient(given = 'Sari') {
    return must(await env.PATIENT['patient.register'](desk, { name: { given }, sex: 'female' })).id
  }

  async function aRoom(number = crypto.randomUUID().slice(0, 8)) {
    const price = { amount: 0, currency: desk.currency }
    return must(await env.APPOINTMENT['room.create'](owner, { number, type: 'consultation', price })).id
  }

  /** Ask for a visit at 09:00 for 30 minutes, unless said otherwise. */
  const book = (input: Partial<BookAppointment> = {}, actor = desk) =>
    env.APPOINTMENT['appointment.book'](actor, {
      patientId: patient,
      staffId: doctor,
      startsAt: local('09:00'),
      minutes: 30,
      ...input,
    })

  /** Someone of this clinic at a later time of the day. */
  const later = (time: string, role: Role = 'receptionist'): Actor => ({ ...as(role), at: Date.parse(local(time)) })

  return { clinicId, as, owner, desk, doctor, patient, aDoctor, aPatient, aRoom, book, later, now: monday }
}

export type Desk = Awaited<ReturnType<typeof aDesk>>
