import { expect, inject } from 'vitest'
import { password } from './chrome.ts'

/** What has to be there before a page is looked at, asked for without one. */

// Tests look at what a client would see, without the types that made it.
type Json = ReturnType<typeof JSON.parse>
type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Json>

/** Somebody signed in without a page: asks, and expects to be answered. */
export async function signedIn(email: string, secret: string = password): Promise<{ ask: Ask; session: Json }> {
  const url = inject('url')
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password: secret }),
  })
  const session: Json = await answer.json()
  const ask: Ask = async (method, path, body, headers = {}) => {
    const reply = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${session.accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    expect(reply.status, `${method} ${path} ${text}`).toBeLessThan(300)
    return text ? JSON.parse(text) : null
  }
  return { ask, session }
}

export interface Practice {
  ask: Ask
  doctor: { id: string; name: string }
  room: { id: string; number: string }
  /** A person of this family name, whom nobody else has. */
  aPatient: (given: string) => Promise<{ id: string; name: string; recordNumber: string }>
  /** A visit with the doctor, `09:30` by the clinic's clock. */
  aVisit: (patientId: string, date: string, time: string, more?: object) => Promise<{ id: string; startsAt: string }>
  close: () => Promise<void>
}

/** A doctor and a room of the test's own at Harborview, at work every day from eight to six; both gone again at the end. */
export async function aPractice(family: string, specialty = family): Promise<Practice> {
  const { ask } = await signedIn('owner@harborview.example')
  const name = `Dr. ${family}`
  const doctor = await ask('POST', '/api/staff', {
    name,
    profession: 'doctor',
    specialties: [specialty],
    bookable: true,
  })
  const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '08:00', to: '18:00' }))
  await ask('PUT', `/api/staff/${doctor.id}/availability/2020-01-01`, { weekly })
  const price = { amount: 1_000, currency: 'USD' }
  const room = await ask('POST', '/api/rooms', { number: family, type: 'Test', price })
  return {
    ask,
    doctor: { id: doctor.id, name },
    room: { id: room.id, number: family },
    aPatient: async given => {
      const { id, recordNumber } = await ask('POST', '/api/patients', { name: { given, family }, sex: 'female' })
      return { id, name: `${given} ${family}`, recordNumber }
    },
    aVisit: (patientId, date, time, more = {}) =>
      ask('POST', '/api/appointments', {
        patientId,
        staffId: doctor.id,
        startsAt: instantOf(date, time),
        minutes: 30,
        ...more,
      }),
    close: async () => {
      const { version } = await ask('GET', `/api/staff/${doctor.id}`)
      await ask('POST', `/api/staff/${doctor.id}/archive`, { from: dayAhead(0) }, { 'if-match': `"${version}"` })
    },
  }
}

const newYork = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** The local day so many days from now at Harborview. */
export function dayAhead(days: number): string {
  return newYork.format(Date.now() + days * 86_400_000).slice(0, 10)
}

/** The instant of a wall clock at Harborview: four or five hours behind UTC, whichever reads back. */
export function instantOf(date: string, time: string): string {
  const asIf = Date.parse(`${date}T${time}:00Z`)
  const at = [4, 5].map(hours => asIf + hours * 3_600_000).find(one => newYork.format(one) === `${date} ${time}`)
  if (at === undefined) throw new Error(`no ${date} ${time} at Harborview`)
  return new Date(at).toISOString()
}
