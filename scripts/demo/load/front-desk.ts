import { Temporal } from 'temporal-polyfill'
import type { BookSeries } from '../../../workers/appointment/series/contract.ts'
import { must } from '../calls.ts'
import type { DemoClinic } from '../clinics/clinic.ts'
import { vitalsOn } from '../plan/body.ts'
import type { PlannedPatient } from '../plan/people.ts'
import { chance } from '../plan/random.ts'
import type { PlannedVisit } from '../plan/visits.ts'
import { dateIn, worksOn } from '../plan/weeks.ts'
import { known, liveVisit, type Setting, step } from './visit.ts'

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
    wound: (millimetres: number) => ({
      subjective: 'Luka bakar minyak di lengan bawah. Nyeri ringan saat ganti balutan.',
      objective: `Luka ${millimetres} x ${Math.round(millimetres * 0.7)} mm, dasar merah, tanpa pus.`,
      assessment: 'Luka bakar derajat II lengan bawah (T22.2), menyembuh.',
      plan: 'Balutan diganti, tetap kering. Kontrol 1 minggu.',
    }),
    dressing: (millimetres: number) =>
      `Balutan lama dibuka, luka dicuci NaCl. Ukuran ${millimetres} mm. Identitas dikonfirmasi.`,
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
    wound: (millimetres: number) => ({
      subjective: 'Oil burn of the forearm. Mild pain at dressing changes.',
      objective: `Wound ${millimetres} by ${Math.round(millimetres * 0.7)} mm, red base, no discharge.`,
      assessment: 'Second degree burn of the forearm (T22.219), healing.',
      plan: 'Dressing changed, keep dry. Recheck in one week.',
    }),
    dressing: (millimetres: number) =>
      `Old dressing removed, wound rinsed. ${millimetres} mm across. Identity confirmed.`,
    openings: ['Extra clinic', 'Evening clinic'],
    maintenance: ['Calibration and deep cleaning', 'Air conditioning service'],
    notes: ['Travels from the 10th on', 'Pain is worse, would like to come earlier', 'Can come at short notice'],
  },
}

export async function loadFrontDesk(
  setting: Setting,
  patients: PlannedPatient[],
  visits: PlannedVisit[],
  startsAt: number,
  patientIds: string[],
): Promise<void> {
  const { env, demo, ids, now, who } = setting
  const idle = idleAdults(patients, visits)
  const [index = 0] = idle
  await bookSeries(setting, startsAt, { index, id: patientIds[index] ?? '', planned: patients[index] })
  await addOpenings(setting)
  const [procedures, second] = [demo.rooms.at(-1), demo.rooms[1]]
  const [deep, service] = words[demo.language].maintenance
  const noon = dateIn(demo, now, 8).toZonedDateTime({ timeZone: demo.clinic.timezone, plainTime: '12:00' })
  for (const [room, from, lasts, reason] of [
    [procedures, now - hour, 26 * hour, deep],
    [second, noon.epochMilliseconds, hour, service],
  ] as const) {
    const maintenance = { startsAt: iso(from), endsAt: iso(from + lasts), reason: reason ?? '' }
    const roomId = known(ids.rooms, room?.number ?? '')
    const owner = who('owner', now, 'owner', `maintenance-${roomId}`)
    await must('addMaintenance', env.APPOINTMENT['maintenance.add'](owner, { roomId, maintenance }))
  }
  await fillWaitlist(
    setting,
    idle.slice(1).flatMap(i => patientIds[i] ?? []),
  )
  await freeATime(setting, visits)
}

/** Living adults without a visit in these weeks; the portal's two are none of them. */
function idleAdults(patients: PlannedPatient[], visits: PlannedVisit[]): number[] {
  const seen = new Set(visits.map(visit => visit.patient))
  return patients.flatMap(({ age, body, input }, i) =>
    i > 5 && age > 20 && !input.deceased && body.gestationDays === undefined && !seen.has(i) ? [i] : [],
  )
}

/** Seven weeks, of which two are behind. */
async function bookSeries(
  setting: Setting,
  startsAt: number,
  patient: { index: number; id: string; planned: PlannedPatient | undefined },
): Promise<void> {
  const { env, demo, ids, who, now } = setting
  const { planned } = patient
  if (!planned) throw new Error(`nobody of ${demo.clinic.name} is left for a series`)
  const input: BookSeries = {
    patientId: patient.id,
    staffId: known(ids.staff, demo.steady),
    startsAt: iso(startsAt),
    visitTypeId: known(ids.visitTypes, 'control'),
    reason: words[demo.language].series,
    repeat: { every: 'week', count: weeks },
  }
  const bookedAt = now - 16 * day
  const desk = who('receptionist', bookedAt, 'reception', 'series')
  const made = await must('bookSeries', env.APPOINTMENT['series.book'](desk, input))
  const luck = chance(demo.seed + 11)
  for (const [i, date] of made.items.entries()) {
    const at = Date.parse(date.startsAt)
    if (!date.appointmentId || at > now) continue
    const visit: PlannedVisit = {
      patient: patient.index,
      staff: demo.steady,
      visitType: 'control',
      startsAt: at,
      minutes: minutesOf(demo, 'control'),
      bookedAt,
      outcome: 'completed',
      case: 'wound',
      reason: input.reason ?? '',
      note: words[demo.language].wound(30 - 8 * i),
      vitals: vitalsOn(luck, planned.body, 7 * i - 13),
      nursing: words[demo.language].dressing(30 - 8 * i),
    }
    await liveVisit(setting, visit, patient.id, date.appointmentId)
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
  const hours = demo.staff.find(one => one.key === demo.steady)?.hours
  const taken = visits.filter(visit => visit.staff === demo.steady)
  const controls = new Set(visits.flatMap(visit => visit.control ?? []))
  const stays = (visit: PlannedVisit) => visit.patient < 2 || visit.control !== undefined || controls.has(visit)
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
      if (inTheWay[3]?.length !== 1 || dropped.some(stays)) continue
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
async function addOpenings({ env, demo, ids, who, now }: Setting): Promise<void> {
  const [extra, evening] = words[demo.language].openings
  const third = demo.staff.find(one => one.key === 'third')
  const free = [2, 3, 4, 5, 6, 7, 8, 9]
    .map(days => dateIn(demo, now, days))
    .filter(one => third && !worksOn(third, one, now))
  for (const [i, [key, date, from, to, reason]] of (
    [
      ['third', free[0], '09:00', '12:00', extra],
      ['third', free[1], '09:00', '12:00', extra],
      [demo.steady, dateIn(demo, now, 6), '18:00', '20:00', evening],
    ] as const
  ).entries()) {
    const at = (time: string) =>
      iso(date?.toZonedDateTime({ timeZone: demo.clinic.timezone, plainTime: time }).epochMilliseconds ?? now)
    const opening = { startsAt: at(from), endsAt: at(to), reason }
    const owner = who('owner', now - 3 * day, 'owner', `opening-${i}`)
    await must('addOpening', env.STAFF['opening.add'](owner, { staffId: known(ids.staff, key), opening }))
  }
}

async function fillWaitlist({ env, demo, ids, who, now }: Setting, patientIds: string[]): Promise<void> {
  const [first, second, third] = words[demo.language].notes
  const child = demo.staff.find(one => one.key === 'second')?.specialties[0]
  const waitlistEntries = [
    {
      staffId: known(ids.staff, demo.steady),
      visitTypeId: known(ids.visitTypes, 'control'),
      urgency: 'soon' as const,
      note: second,
    },
    {
      staffId: known(ids.staff, demo.steady),
      visitTypeId: known(ids.visitTypes, 'general'),
      days: [1, 2, 3, 4, 5],
      note: third,
    },
    {
      staffId: known(ids.staff, 'third'),
      visitTypeId: known(ids.visitTypes, 'specialist'),
      from: '08:00',
      to: '12:00',
      note: first,
    },
    { visitTypeId: known(ids.visitTypes, 'general'), urgency: 'urgent' as const, days: [6, 7], note: second },
    { specialty: child, visitTypeId: known(ids.visitTypes, 'specialist'), from: '15:00' },
    { visitTypeId: known(ids.visitTypes, 'control') },
  ]
  for (const [i, entry] of waitlistEntries.entries()) {
    const desk = who('receptionist', now - (30 - 4 * i) * hour, 'reception', `waitlist-${i}`)
    const patientId = patientIds[i]
    if (patientId) await must('waitlist.add', env.APPOINTMENT['waitlist.add'](desk, { patientId, ...entry }))
  }
}

/** Somebody cancels the next visit with the doctor that is more than a day away: the clinic's clock offers the time on. */
async function freeATime(setting: Setting, visits: PlannedVisit[]): Promise<void> {
  const { env, demo, ids, who, now, again } = setting
  const controls = new Set(visits.flatMap(visit => visit.control ?? []))
  const next = visits.find(
    one => one.staff === demo.steady && one.startsAt > now + day && one.patient > 1 && !controls.has(one),
  )
  if (!next) return
  const desk = who('receptionist', now, 'reception')
  const staffId = [known(ids.staff, demo.steady)]
  const from = iso(next.startsAt)
  const { items } = await must(
    'list',
    env.APPOINTMENT['appointment.list'](desk, { staffId, from, to: iso(next.startsAt + 1) }),
  )
  const booked = items.find(one => ['booked', 'confirmed'].includes(one.status))
  if (!booked && !again) throw new Error(`nobody is booked with the doctor of ${demo.clinic.name} at ${from}`)
  if (!booked) return
  await step(
    setting,
    must('cancel', env.APPOINTMENT['appointment.cancel'](desk, { id: booked.id, by: 'patient', code: 'ill' })),
  )
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
