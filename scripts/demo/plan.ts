import { Temporal } from 'temporal-polyfill'
import type { RegisterPatient } from '../../workers/patient/contract.ts'
import type { DemoClinic } from './clinics.ts'
import { type Complaint, complaints, type DemoVitals, nursing, vitalsFor } from './complaints.ts'
import { type Chance, chance } from './random.ts'

/** What is to be loaded, worked out before the first call: the same for everyone, but for the day it is loaded on. */

export interface PlannedPatient {
  input: RegisterPatient
  /** Whole years; children go to the children's doctor. */
  age: number
  registeredAt: number
}

export type Outcome = 'completed' | 'cancelled' | 'no_show' | 'in_progress' | 'arrived' | 'confirmed' | 'booked'

export interface PlannedVisit {
  patient: number
  staff: string
  /** Whose time it takes besides. */
  assistant?: string
  visitType: string
  startsAt: number
  minutes: number
  bookedAt: number
  outcome: Outcome
  complaint: Complaint
  vitals: DemoVitals
  nursing: string
}

const day = 86_400_000

/** Patients 0 and 1 are the portal's: an adult, and a child that the adult stands for. */
export function planPatients(clinic: DemoClinic, now: number): PlannedPatient[] {
  const luck = chance(clinic.seed)
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(clinic.clinic.timezone).toPlainDate()
  const born = (age: number) => today.subtract({ years: age, days: luck.whole(1, 360) }).toString()
  const planned: PlannedPatient[] = []
  for (let i = 0; i < clinic.patients; i++) {
    const child = i === 1 || (i > 1 && luck.often(0.24))
    const age =
      i === 0 ? 34 : i === 1 ? 6 : child ? luck.whole(1, 13) : Math.min(94, Math.round(18 + luck.next() ** 1.4 * 72))
    const parent = child ? planned[i === 1 ? 0 : luck.whole(0, planned.length - 1)] : undefined
    const grownUp = parent && parent.age >= 18 ? parent : undefined
    const sex = i === 0 ? 'female' : luck.often(0.54) ? 'female' : 'male'
    const input = clinic.person(luck, born(age), sex, grownUp?.input.name.family)
    if (i === 0)
      Object.assign(
        input,
        clinic.key === 'harapan'
          ? { name: { given: 'Maya', family: 'Kartika' } }
          : { name: { given: 'Sofía', family: 'Rivera' } },
      )
    const whole = { ...input, ...circumstances(luck, i, age, grownUp) }
    // The young and the dead came lately: nobody is registered before birth, and a death that is known was known on that day.
    const daysAgo = age < 2 || whole.deceased ? 20 : 400
    planned.push({ input: whole, age, registeredAt: now - daysAgo * day + i * 60_000 })
  }
  return planned
}

/** What makes some of them harder: a guardian, a death, a birth date that nobody knows. */
function circumstances(
  luck: Chance,
  i: number,
  age: number,
  parent: PlannedPatient | undefined,
): Partial<RegisterPatient> {
  const made: Partial<RegisterPatient> = {}
  if (parent) {
    const name = [parent.input.name.given, parent.input.name.family].filter(Boolean).join(' ')
    made.contacts = [
      {
        name,
        relation: parent.input.sex === 'female' ? 'mother' : 'father',
        phone: parent.input.phone,
        emergency: true,
        guardian: true,
      },
    ]
    made.phone = parent.input.phone
    made.address = parent.input.address
    made.maritalStatus = undefined
    made.email = undefined
  }
  if (i > 5 && age > 60 && luck.often(0.25))
    made.deceased = { date: luck.pick(['2023-04-11', '2024-09', '2025', '2024-12-30']) }
  if (i > 5 && age > 40 && luck.often(0.07)) {
    made.birthDate = luck.often(0.7) ? String(new Date().getUTCFullYear() - age) : undefined
    made.identifiers = []
  }
  return made
}

/** Visits of two weeks past, today and the next two weeks, each doctor's in order. Nobody has two on one day. */
export function planVisits(clinic: DemoClinic, patients: PlannedPatient[], now: number): PlannedVisit[] {
  const luck = chance(clinic.seed + 7)
  const zone = clinic.clinic.timezone
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  const pools = poolsOf(clinic, patients)
  const planned: PlannedVisit[] = []
  for (let offset = -14; offset <= 14; offset++) {
    const date = today.add({ days: offset })
    const seen = new Set<number>()
    for (const member of clinic.staff) {
      if (!member.hours?.weekdays.includes(date.dayOfWeek)) continue
      const field = fieldOf(member.specialties[0] ?? '')
      for (const [from, to] of member.hours.sessions) {
        let time = Temporal.PlainTime.from(from)
        for (;;) {
          const type = visitTypeFor(clinic, luck, field)
          const end = time.add({ minutes: type.minutes })
          if (
            Temporal.PlainTime.compare(end, Temporal.PlainTime.from(to)) > 0 ||
            Temporal.PlainTime.compare(end, time) <= 0
          )
            break
          const startsAt = date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
          time = end
          if (luck.often(offset < 0 ? 0.55 : offset === 0 ? 0.12 : 0.28)) continue
          const forced = portalVisit(clinic, member.key, offset, planned)
          const patient = forced ?? choose(luck, pools[field], seen)
          if (patient === undefined) continue
          seen.add(patient)
          const complaint = luck.pick(complaints[clinic.language][field])
          planned.push({
            patient,
            staff: member.key,
            assistant: member.assisted && planned.length % 2 === 0 ? 'nurse' : undefined,
            visitType: type.key,
            startsAt,
            minutes: type.minutes,
            bookedAt: Math.min(startsAt, now) - luck.whole(4, 120) * 3_600_000,
            outcome: outcomeOf(luck, startsAt, type.minutes, now, forced !== undefined),
            complaint,
            vitals: vitalsFor(luck, patients[patient]?.age ?? 30, complaint.vitals),
            nursing: luck.pick(nursing[clinic.language]),
          })
        }
      }
    }
  }
  leaveOpen(planned, now)
  return planned
}

/** Two visits of past days of which nobody said how they went. */
function leaveOpen(planned: PlannedVisit[], now: number): void {
  for (const visit of planned.filter(one => one.outcome === 'no_show' && one.startsAt < now - 2 * day).slice(-2)) {
    visit.outcome = 'confirmed'
  }
}

type Field = 'adult' | 'child' | 'dental' | 'midwifery'

function fieldOf(specialty: string): Field {
  if (['Anak', 'Pediatrics'].includes(specialty)) return 'child'
  if (specialty === 'Gigi') return 'dental'
  return specialty === 'Kebidanan' ? 'midwifery' : 'adult'
}

function poolsOf(clinic: DemoClinic, patients: PlannedPatient[]): Record<Field, number[]> {
  const living = patients.map((patient, i) => ({ ...patient, i })).filter(({ input, i }) => !input.deceased && i > 1)
  const adults = living.filter(({ age }) => age >= 14)
  return {
    adult: adults.map(({ i }) => i),
    child: living.filter(({ age }) => age < 14).map(({ i }) => i),
    dental: living.filter(({ age }) => age > 3).map(({ i }) => i),
    midwifery:
      clinic.key === 'harapan'
        ? adults.filter(({ input, age }) => input.sex === 'female' && age < 42).map(({ i }) => i)
        : [],
  }
}

function choose(luck: Chance, pool: number[], seen: Set<number>): number | undefined {
  for (let tries = 0; tries < 12; tries++) {
    const one = luck.pick(pool)
    if (!seen.has(one)) return one
  }
  return undefined
}

/** The portal's two people: visits behind them that are signed, and one ahead for each. */
function portalVisit(clinic: DemoClinic, staff: string, offset: number, planned: PlannedVisit[]): number | undefined {
  const wanted = [
    { staff: 'doctor', from: -12, patient: 0 },
    { staff: 'doctor', from: -4, patient: 0 },
    { staff: 'doctor', from: 3, patient: 0 },
    { staff: 'second', from: -6, patient: 1 },
    { staff: 'second', from: 5, patient: 1 },
  ]
  const behind = (patient: number) => planned.filter(visit => visit.patient === patient).length
  const due = wanted.filter(one => one.staff === staff && offset >= one.from)
  for (const patient of [0, 1]) {
    if (patient === 1 && clinic.key !== 'harapan') continue
    if (due.filter(one => one.patient === patient).length > behind(patient)) return patient
  }
  return undefined
}

function visitTypeFor(clinic: DemoClinic, luck: Chance, field: Field) {
  const wanted = {
    adult: luck.pick(['general', 'general', 'control', 'specialist']),
    child: luck.pick(['specialist', 'control']),
    dental: 'dental',
    midwifery: 'midwifery',
  }[field]
  const type = clinic.visitTypes.find(({ key }) => key === wanted)
  if (!type) throw new Error(`no visit type ${wanted}`)
  return type
}

function outcomeOf(luck: Chance, startsAt: number, minutes: number, now: number, forced: boolean): Outcome {
  const endsAt = startsAt + minutes * 60_000
  if (endsAt + 10 * 60_000 < now) return forced || luck.often(0.88) ? 'completed' : luck.pick(['no_show', 'cancelled'])
  if (startsAt < now) return 'in_progress'
  if (startsAt < now + 30 * 60_000) return 'arrived'
  return luck.often(0.4) ? 'confirmed' : 'booked'
}
