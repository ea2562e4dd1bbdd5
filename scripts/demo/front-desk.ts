import { Temporal } from 'temporal-polyfill'
import type { BookSeries } from '../../workers/appointment/booking-contract.ts'
import type { Caller } from './calls.ts'
import type { DemoClinic } from './clinics.ts'
import { complaints, nursing } from './complaints.ts'
import type { PlannedPatient, PlannedVisit } from './plan.ts'
import { known, liveVisit, type Setting } from './visit.ts'

/**
 * What a front desk has besides single visits: a weekly series that has begun, with one date that clashes; extra openings; rooms under
 * maintenance; a waitlist, and a time that came free for it. Loaded after the visits, so that what clashes is known.
 */

const day = 86_400_000
const hour = 3_600_000
const weeks = 7
const words = {
  id: {
    series: 'Kontrol luka mingguan',
    openings: ['Praktik tambahan', 'Praktik malam'],
    maintenance: ['Kalibrasi alat dan desinfeksi', 'Servis pendingin ruangan'],
    notes: [
      'Bepergian mulai tanggal 10, ingin sebelum itu',
      'Nyeri bertambah, mohon dimajukan',
      'Bisa datang mendadak',
    ],
  },
  en: {
    series: 'Weekly wound check',
    openings: ['Extra clinic', 'Evening clinic'],
    maintenance: ['Calibration and deep cleaning', 'Air conditioning service'],
    notes: ['Travels from the 10th on', 'Pain is worse, would like to come earlier', 'Can come at short notice'],
  },
}

export async function loadFrontDesk(
  call: Caller,
  setting: Setting,
  patients: PlannedPatient[],
  visits: PlannedVisit[],
  startsAt: number,
  patientIds: string[],
): Promise<void> {
  const { demo, house, now } = setting
  const idle = idleAdults(patients, visits)
  await bookSeries(call, setting, startsAt, { index: idle[0] ?? 0, id: patientIds[idle[0] ?? 0] ?? '' })
  await addOpenings(call, setting)
  const [procedures, second] = [demo.rooms.at(-1), demo.rooms[1]]
  const owner = setting.who('owner', now, 'owner')
  const [deep, service] = words[demo.language].maintenance
  const noon = dateIn(demo, now, 8).toZonedDateTime({ timeZone: demo.clinic.timezone, plainTime: '12:00' })
  for (const [room, from, lasts, reason] of [
    [procedures, now - hour, 26 * hour, deep],
    [second, noon.epochMilliseconds, hour, service],
  ] as const) {
    const maintenance = { startsAt: iso(from), endsAt: iso(from + lasts), reason: reason ?? '' }
    await call.verb('APPOINTMENT', 'maintenance.add', owner, {
      roomId: known(house.rooms, room?.number ?? ''),
      maintenance,
    })
  }
  await fillWaitlist(
    call,
    setting,
    idle.slice(1).flatMap(i => patientIds[i] ?? []),
  )
  await freeATime(call, setting, visits)
}

/** Living adults without a visit in these weeks; the portal's two are none of them. */
function idleAdults(patients: PlannedPatient[], visits: PlannedVisit[]): number[] {
  const seen = new Set(visits.map(visit => visit.patient))
  return patients.flatMap(({ age, input }, i) => (i > 5 && age > 20 && !input.deceased && !seen.has(i) ? [i] : []))
}

/** Seven weeks, of which two are behind. */
async function bookSeries(
  call: Caller,
  setting: Setting,
  startsAt: number,
  patient: { index: number; id: string },
): Promise<void> {
  const { demo, house, who, now } = setting
  const input: BookSeries = {
    patientId: patient.id,
    staffId: known(house.staff, 'doctor'),
    startsAt: iso(startsAt),
    visitTypeId: known(house.visitTypes, 'control'),
    reason: words[demo.language].series,
    repeat: { every: 'week', count: weeks },
  }
  const made = await call.verb('APPOINTMENT', 'series.book', who('receptionist', now - 16 * day, 'reception'), input)
  const minutes = minutesOf(demo, 'control')
  const [complaint] = complaints[demo.language].adult
  const [nurse] = nursing[demo.language]
  if (!complaint || nurse === undefined) throw new Error('nothing to write about')
  const vitals = { systolic: 124, diastolic: 78, pulse: 72, temperature: 36.6, saturation: 98, weight: 66, height: 165 }
  for (const date of made.items) {
    const at = Date.parse(date.startsAt)
    if (!date.appointmentId || at > now) continue
    const visit = {
      patient: patient.index,
      staff: 'doctor',
      visitType: 'control',
      startsAt: at,
      minutes,
      bookedAt: now - 16 * day,
    }
    const lived = { ...visit, outcome: 'completed' as const, complaint, vitals, nursing: nurse }
    await liveVisit(call, setting, lived, patient.id, date.appointmentId)
  }
}

/**
 * When the weekly series begins, and the visits that make room for it: those in its way, but for the one with which its fourth date clashes.
 * Its weekday is tomorrow's, so that none of its dates is today.
 */
export function planSeries(
  demo: DemoClinic,
  visits: PlannedVisit[],
  now: number,
): { startsAt: number; dropped: Set<PlannedVisit> } {
  const length = minutesOf(demo, 'control') * 60_000
  const hours = demo.staff.find(one => one.key === 'doctor')?.hours
  const taken = visits.filter(visit => visit.staff === 'doctor')
  for (const [from, to] of hours?.sessions ?? []) {
    for (
      let time = Temporal.PlainTime.from(from);
      time.toString() < to;
      time = time.add({ minutes: hours?.slotMinutes ?? 30 })
    ) {
      const inTheWay = Array.from({ length: weeks }, (_, i) => dateIn(demo, now, 7 * i - 13))
        .map(date => date.toZonedDateTime({ timeZone: demo.clinic.timezone, plainTime: time }).epochMilliseconds)
        .map(at => taken.filter(one => one.startsAt < at + length && one.startsAt + one.minutes * 60_000 > at))
      const dropped = inTheWay.filter((_, i) => i !== 3).flat()
      if (inTheWay[3]?.length !== 1 || dropped.some(visit => visit.patient < 2)) continue
      const first = dateIn(demo, now, -13).toZonedDateTime({ timeZone: demo.clinic.timezone, plainTime: time })
      return { startsAt: first.epochMilliseconds, dropped: new Set(dropped) }
    }
  }
  throw new Error(`${demo.clinic.name} has no time for a weekly series with a clash`)
}

function minutesOf(demo: DemoClinic, visitType: string): number {
  return demo.visitTypes.find(type => type.key === visitType)?.minutes ?? 0
}

/** Two mornings on which a doctor otherwise is not there, and a late evening of another. */
async function addOpenings(call: Caller, { demo, house, who, now }: Setting): Promise<void> {
  const owner = who('owner', now - 3 * day, 'owner')
  const [extra, evening] = words[demo.language].openings
  const weekdays = demo.staff.find(one => one.key === 'third')?.hours?.weekdays ?? []
  const free = [2, 3, 4, 5, 6, 7, 8, 9]
    .map(days => dateIn(demo, now, days))
    .filter(one => !weekdays.includes(one.dayOfWeek))
  for (const [key, date, from, to, reason] of [
    ['third', free[0], '09:00', '12:00', extra],
    ['third', free[1], '09:00', '12:00', extra],
    ['doctor', dateIn(demo, now, 6), '18:00', '20:00', evening],
  ] as const) {
    const at = (time: string) =>
      iso(date?.toZonedDateTime({ timeZone: demo.clinic.timezone, plainTime: time }).epochMilliseconds ?? now)
    const opening = { startsAt: at(from), endsAt: at(to), reason }
    await call.verb('STAFF', 'opening.add', owner, { staffId: known(house.staff, key), opening })
  }
}

async function fillWaitlist(call: Caller, { demo, house, who, now }: Setting, patientIds: string[]): Promise<void> {
  const [first, second, third] = words[demo.language].notes
  const child = demo.staff.find(one => one.key === 'second')?.specialties[0]
  const wishes = [
    {
      staffId: known(house.staff, 'doctor'),
      visitTypeId: known(house.visitTypes, 'control'),
      urgency: 'soon' as const,
      note: second,
    },
    {
      staffId: known(house.staff, 'doctor'),
      visitTypeId: known(house.visitTypes, 'general'),
      days: [1, 2, 3, 4, 5],
      note: third,
    },
    {
      staffId: known(house.staff, 'third'),
      visitTypeId: known(house.visitTypes, 'specialist'),
      from: '08:00',
      to: '12:00',
      note: first,
    },
    { visitTypeId: known(house.visitTypes, 'general'), urgency: 'urgent' as const, days: [6, 7], note: second },
    { specialty: child, visitTypeId: known(house.visitTypes, 'specialist'), from: '15:00' },
    { visitTypeId: known(house.visitTypes, 'control') },
  ]
  for (const [i, wish] of wishes.entries()) {
    const desk = who('receptionist', now - (30 - 4 * i) * hour, 'reception')
    const patientId = patientIds[i]
    if (patientId) await call.verb('APPOINTMENT', 'waitlist.add', desk, { patientId, ...wish })
  }
}

/** Somebody cancels the next visit with the doctor that is more than a day away: the clinic's clock offers the time on. */
async function freeATime(call: Caller, { demo, house, who, now }: Setting, visits: PlannedVisit[]): Promise<void> {
  const next = visits.find(one => one.staff === 'doctor' && one.startsAt > now + day && one.patient > 1)
  if (!next) return
  const desk = who('receptionist', now, 'reception')
  const staffId = [known(house.staff, 'doctor')]
  const from = iso(next.startsAt)
  const { items } = await call.verb('APPOINTMENT', 'appointment.list', desk, {
    staffId,
    from,
    to: iso(next.startsAt + 1),
  })
  const booked = items.find(one => ['booked', 'confirmed'].includes(one.status))
  if (!booked) throw new Error(`nobody is booked with the doctor of ${demo.clinic.name} at ${from}`)
  await call.verb('APPOINTMENT', 'appointment.cancel', desk, { id: booked.id, by: 'patient', code: 'ill' })
}

function dateIn(demo: DemoClinic, now: number, days: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(demo.clinic.timezone)
    .toPlainDate()
    .add({ days })
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
