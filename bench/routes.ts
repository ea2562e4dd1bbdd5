import { DatabaseSync } from 'node:sqlite'
import type { Role } from '../workers/shared/permissions.ts'
import { chronic, dateOn, doctors, ids, instantOn } from './seed/clinic.ts'
import { databaseFiles } from './seed/rows.ts'

/** One request as the web app would send it. */
export interface Sample {
  path: string
  /** Makes it a POST. */
  body?: unknown
}

export interface Route {
  key: string
  title: string
  as: Role
  /** Round trips to D1 in sequence that are allowed: two where another Worker must be asked, one more for a write, which asks for the session. */
  trips: 1 | 2 | 3
  /** Rows that one request may read; without it only that they are the same at every size. */
  mostRows?: number
  samples: Sample[]
  /** A write needs a body of its own each time: the n-th, and the values that the bare Worker must replace in what was recorded. */
  fresh?: (n: number) => Fresh
}

export interface Fresh {
  sample: Sample
  patientId: string
  staffId: string
  /** That of the doctor's session, which a booking takes. */
  roomId: string
  startsAt: number
  endsAt: number
}

const slotsADay = 16
/** Days ahead on which the real system books and on which the bare Worker does, each in a year of its own. */
export const bookingDays = { recorded: 25, real: 30, bare: 400 }

/** The n-th visit that nobody has booked yet: every doctor, every half hour, day after day. */
export function booking(now: number, fromDay: number, n: number): Fresh {
  const slot = Math.floor(n / doctors)
  const startsAt = instantOn(now, fromDay + Math.floor(slot / slotsADay), 8 * 60 + 30 * (slot % slotsADay))
  // Neither archived nor deceased: see patients.ts.
  const patientId = ids.patient(1 + (n % 90))
  const staffId = ids.doctor(n % doctors)
  const body = { patientId, staffId, startsAt: new Date(startsAt).toISOString(), minutes: 30, reason: 'Kontrol' }
  const roomId = ids.room(n % doctors)
  return {
    sample: { path: '/api/appointments', body },
    patientId,
    staffId,
    roomId,
    startsAt,
    endsAt: startsAt + 1_800_000,
  }
}

/** Patients whose pages are opened: few among many, none of them next to each other. */
const asked = [3, 47, 131, 222, 305, 418, 533, 641, 777, 850]
const frequent = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => n * chronic.every)

export function routesOf(stateFolder: string, now: number): Route[] {
  const known = new DatabaseSync(databaseFiles(stateFolder).patient, { readOnly: true })
  const people = asked.map(
    i =>
      known
        .prepare('SELECT name_text AS name, phone, birth_date AS born FROM patient WHERE id = ?')
        .get(ids.patient(i)) as {
        name: string
        phone: string | null
        born: string
      },
  )
  known.close()
  const find = (q: string): Sample => ({ path: `/api/patients?limit=8&q=${encodeURIComponent(q)}` })
  const today = `from=${dateOn(now, 0)}&to=${dateOn(now, 1)}`
  const week = `from=${dateOn(now, 1)}&to=${dateOn(now, 8)}`
  const first = booking(now, bookingDays.recorded, 0).sample
  return [
    {
      key: 'patient',
      title: 'read a patient',
      as: 'receptionist',
      trips: 1,
      samples: asked.map(i => ({ path: `/api/patients/${ids.patient(i)}` })),
    },
    {
      key: 'list',
      title: 'list patients',
      as: 'receptionist',
      trips: 1,
      samples: [{ path: '/api/patients?limit=40&archived=false' }],
    },
    {
      key: 'search',
      title: 'search: a name, begun or whole',
      as: 'receptionist',
      trips: 1,
      mostRows: 2_000,
      samples: people.flatMap(({ name }) => [find(name), find(name.slice(0, 3)), find(name.slice(0, -2))]),
    },
    {
      key: 'typo',
      title: 'search: a name with a typo',
      as: 'receptionist',
      trips: 1,
      mostRows: 2_000,
      samples: people.map(({ name }) => find(`${name.slice(0, 2)}${name.slice(3)}`)),
    },
    {
      key: 'number',
      title: 'search: record number, phone, birth date',
      as: 'receptionist',
      trips: 1,
      mostRows: 2_000,
      samples: people.flatMap(({ phone, born }, i) => [
        find(String((asked[i] ?? 0) + 1)),
        find(phone ?? '0812'),
        find(born),
      ]),
    },
    {
      key: 'board',
      title: "a day of the clinic's ten doctors",
      as: 'receptionist',
      trips: 2,
      samples: [{ path: `/api/appointments/board?${today}` }],
    },
    {
      key: 'slots',
      title: "a doctor's free times in a week",
      as: 'receptionist',
      trips: 2,
      samples: Array.from({ length: doctors }, (_, i) => ({
        path: `/api/slots?${week}&staffId=${ids.doctor(i)}&minutes=30`,
      })),
    },
    {
      key: 'book',
      title: 'book a visit',
      as: 'receptionist',
      trips: 3,
      samples: [first],
      fresh: n => booking(now, bookingDays.real, n),
    },
    {
      key: 'summary',
      title: "open a chart: the patient's summary",
      as: 'doctor',
      trips: 2,
      samples: frequent.map(i => ({ path: `/api/patients/${ids.patient(i)}/summary` })),
    },
    {
      key: 'timeline',
      title: 'open a chart: timeline',
      as: 'doctor',
      trips: 2,
      samples: frequent.map(i => ({ path: `/api/patients/${ids.patient(i)}/timeline` })),
    },
    {
      key: 'encounter',
      title: 'open a chart: an encounter',
      as: 'doctor',
      trips: 2,
      samples: frequent.map((_, i) => ({ path: `/api/encounters/${ids.encounter(i * 7)}` })),
    },
  ]
}
