import type { Temporal } from 'temporal-polyfill'
import type { DemoClinic, DemoStaff, Field } from '../clinics/clinic.ts'
import { type DemoVitals, vitalsOn } from './body.ts'
import { type Case, type CasePatient, cases, nursingNote, type SoapNote } from './cases.ts'
import type { PlannedPatient } from './people.ts'
import { type Chance, chance } from './random.ts'
import { dateIn, worksOn } from './weeks.ts'

/** What happens at a clinic in the two weeks around the day of the load: who comes, with what, to whom, and how it goes. */

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
  /** The key of what the person comes with. */
  case: string
  reason: string
  note: SoapNote
  vitals: DemoVitals
  nursing: string
  /** The control that its plan asks for. */
  control?: PlannedVisit
}

/** Somebody who was asked to come again. */
interface Due {
  patient: number
  case: Case
  staff: string
  field: Field
  /** Days from the load, both included; later than `until` a colleague sees them. */
  from: number
  until: number
  asked: PlannedVisit
}

/** How full the times are: of the past, of today, and ahead. */
const fill = { past: 0.3, today: 0.92, ahead: 0.78 }
/** Who was here so often in a fortnight comes for nothing new. */
const mostInFortnight = 2
/** Days in which nobody comes again with something new. */
const rest = 6
/** Living adults whom no visit is planned for: the waitlist's and the series'. */
const idleAdults = 8

/** Visits of two weeks past, today and the next two weeks, each doctor's in order. Nobody has two on one day. */
export function planVisits(clinic: DemoClinic, patients: PlannedPatient[], now: number): PlannedVisit[] {
  const luck = chance(clinic.seed + 7)
  const pools = poolsOf(patients)
  const planned: PlannedVisit[] = []
  const days = new Map<number, number[]>()
  let due: Due[] = []
  for (let offset = -14; offset <= 14; offset++) {
    const date = dateIn(clinic, now, offset)
    for (const member of clinic.staff.filter(one => worksOn(one, date, now))) {
      for (const slot of timesOf(clinic, member, date)) {
        const share = offset < 0 ? fill.past : offset === 0 ? fill.today : fill.ahead
        const isFree = (patient: number) => !days.get(patient)?.includes(offset)
        const asked = due.find(one => isDue(one, member, offset) && isFree(one.patient))
        const forced = asked ? undefined : portalVisit(clinic, member, offset, planned, isFree)
        if (!asked && forced === undefined && !luck.often(share)) continue
        const patient = asked?.patient ?? forced ?? choose(luck, poolOf(pools, member, due), days, offset)
        const who = patient === undefined ? undefined : patients[patient]
        if (patient === undefined || !who) continue
        const casePatient = casePatientOf(who)
        const reason =
          asked?.case ??
          reasonFor(
            luck,
            clinic,
            member,
            casePatient,
            planned.filter(one => one.patient === patient),
            slot.startsAt,
          )
        const type = clinic.visitTypes.find(({ key }) => key === reason?.type)
        if (!reason || !type || !slot.fits(type.minutes)) continue
        const visit = planVisit(luck, clinic, now, {
          patient,
          casePatient,
          member,
          reason,
          type,
          offset,
          startsAt: slot.startsAt,
        })
        visit.outcome = outcomeOf(luck, visit, now, forced !== undefined || asked !== undefined)
        if (member.assisted && planned.length % 2 === 0) visit.assistant = 'nurse'
        slot.take(type.minutes)
        planned.push(visit)
        days.set(patient, [...(days.get(patient) ?? []), offset])
        if (asked) {
          asked.asked.control = visit
          visit.bookedAt = Math.min(now, asked.asked.startsAt + (asked.asked.minutes + 5) * 60_000)
          due = due.filter(one => one !== asked)
        }
        const next = cases[clinic.language].find(({ key }) => key === reason.after?.key)
        if (reason.after && next && visit.outcome === 'completed') {
          const from = offset + reason.after.days
          const { key: staff, field = 'adult' } = member
          due.push({ patient, case: next, staff, field, from, until: from + 3, asked: visit })
        }
      }
    }
  }
  leaveOpen(planned, now)
  return planned
}

function isDue(one: Due, { key, field = 'adult' }: DemoStaff, offset: number): boolean {
  if (offset < one.from) return false
  return one.staff === key || (offset > one.until && one.field === field)
}

/** The times of a day, one after the other; a long visit takes those behind it. */
function* timesOf(clinic: DemoClinic, { hours }: DemoStaff, date: Temporal.PlainDate) {
  const timeZone = clinic.clinic.timezone
  for (const [from, to] of hours?.sessions ?? []) {
    const end = date.toZonedDateTime({ timeZone, plainTime: to }).epochMilliseconds
    let startsAt = date.toZonedDateTime({ timeZone, plainTime: from }).epochMilliseconds
    while (startsAt < end) {
      let taken = hours?.slotMinutes ?? 30
      const here = startsAt
      yield {
        startsAt: here,
        fits: (minutes: number) => here + minutes * 60_000 <= end,
        take: (minutes: number) => {
          taken = minutes
        },
      }
      startsAt += taken * 60_000
    }
  }
}

interface Wanted {
  patient: number
  casePatient: CasePatient
  member: DemoStaff
  reason: Case
  type: DemoClinic['visitTypes'][number]
  offset: number
  startsAt: number
}

function planVisit(luck: Chance, clinic: DemoClinic, now: number, wanted: Wanted): PlannedVisit {
  const { patient, casePatient, member, reason, type, offset, startsAt } = wanted
  const vitals = vitalsOn(luck, casePatient.body, offset, reason.lean)
  const weeks = Math.floor(((casePatient.body.gestationDays ?? 0) + offset) / 7)
  // Booked on one of the days before, in the clinic's hours.
  const hour = luck.whole(9, 16) * 3_600_000
  const morning = dateIn(clinic, startsAt, -luck.whole(1, 5)).toZonedDateTime(clinic.clinic.timezone).epochMilliseconds
  return {
    patient,
    staff: member.key,
    visitType: type.key,
    startsAt,
    minutes: type.minutes,
    bookedAt: Math.min(morning + hour, now - luck.whole(1, 600) * 60_000),
    outcome: 'booked',
    case: reason.key,
    reason: reason.reason,
    note: reason.note({ ...casePatient, luck, vitals, weeks }),
    vitals,
    nursing: nursingNote(luck, clinic.language, casePatient),
  }
}

function casePatientOf({ age, body, input }: PlannedPatient): CasePatient {
  return { age, body, sex: input.sex === 'female' ? 'female' : 'male' }
}

/** Two visits of past days of which nobody said how they went. */
function leaveOpen(planned: PlannedVisit[], now: number): void {
  const open = planned.filter(one => one.outcome === 'no_show' && one.startsAt < now - 2 * 86_400_000)
  for (const visit of open.slice(-2)) visit.outcome = 'confirmed'
}

/** Who may come to whom. An expectant mother is the midwife's alone, so that nobody else's medicine reaches her by chance. */
function poolsOf(patients: PlannedPatient[]): Record<Field, number[]> {
  const living = patients.map((patient, i) => ({ ...patient, i })).filter(({ input, i }) => !input.deceased && i > 1)
  const expects = ({ body }: PlannedPatient) => body.gestationDays !== undefined
  const idle = new Set(
    living
      .filter(one => one.age > 20 && !expects(one))
      .slice(-idleAdults)
      .map(({ i }) => i),
  )
  const coming = living.filter(({ i }) => !idle.has(i))
  const of = (fits: (one: PlannedPatient) => boolean) => coming.filter(fits).map(({ i }) => i)
  return {
    adult: of(one => one.age >= 14 && !expects(one)),
    child: of(({ age }) => age < 14),
    dental: of(one => one.age >= 5 && !expects(one)),
    midwifery: of(one => one.input.sex === 'female' && (expects(one) || (one.age >= 20 && one.age <= 65))),
  }
}

/** Of those who may come to somebody, those who are not expected anyway. */
function poolOf(pools: Record<Field, number[]>, { field = 'adult' }: DemoStaff, due: Due[]): number[] {
  const expected = new Set(due.map(({ patient }) => patient))
  return pools[field].filter(one => !expected.has(one))
}

/** Somebody who was not here for some days, and not often. */
function choose(luck: Chance, pool: number[], days: Map<number, number[]>, offset: number): number | undefined {
  for (let tries = 0; tries < 24 && pool.length > 0; tries++) {
    const one = luck.pick(pool)
    const been = days.get(one) ?? []
    if (been.filter(day => offset - day < 14).length < mostInFortnight && been.every(day => offset - day > rest))
      return one
  }
  return undefined
}

/** What fits the person and was not treated in these weeks already. */
function reasonFor(
  luck: Chance,
  clinic: DemoClinic,
  { field = 'adult' }: DemoStaff,
  casePatient: CasePatient,
  before: PlannedVisit[],
  at: number,
): Case | undefined {
  // An expectant mother comes for the same again, two weeks later.
  const again = (visit: PlannedVisit) =>
    casePatient.body.gestationDays !== undefined && at - visit.startsAt > 13 * 86_400_000
  const had = new Set(before.filter(visit => !again(visit)).map(visit => visit.case))
  const fit = cases[clinic.language].filter(
    one => one.field === field && !one.control && !had.has(one.key) && (one.fits?.(casePatient) ?? true),
  )
  // Who lives with something comes for it before anything else.
  const own = fit.filter(one => ['pressure', 'sugar', 'antenatal', 'prenatal'].includes(one.key))
  const [first] = own
  if (first && luck.often(0.75)) return first
  return fit.length > 0 ? luck.pick(fit) : undefined
}

/** The portal's two people: visits behind them that are signed, and one ahead for each. */
function portalVisit(
  clinic: DemoClinic,
  { key }: DemoStaff,
  offset: number,
  planned: PlannedVisit[],
  isFree: (patient: number) => boolean,
): number | undefined {
  const wanted = [
    { staff: clinic.steady, from: -12, patient: 0 },
    { staff: clinic.steady, from: 3, patient: 0 },
    { staff: 'second', from: -9, patient: 1 },
    { staff: 'second', from: 5, patient: 1 },
  ]
  for (const patient of clinic.key === 'harapan' ? [0, 1] : [0]) {
    const behind = planned.filter(visit => visit.patient === patient && !isControl(visit, clinic)).length
    const due = wanted.filter(one => one.patient === patient && offset >= one.from)
    if (due.at(-1)?.staff === key && due.length > behind && isFree(patient)) return patient
  }
  return undefined
}

function isControl(visit: PlannedVisit, clinic: DemoClinic): boolean {
  return cases[clinic.language].some(one => one.key === visit.case && one.control)
}

function outcomeOf(luck: Chance, { startsAt, minutes }: PlannedVisit, now: number, comes: boolean): Outcome {
  const endsAt = startsAt + minutes * 60_000
  if (endsAt + 10 * 60_000 < now) return comes || luck.often(0.88) ? 'completed' : luck.pick(['no_show', 'cancelled'])
  if (startsAt < now) return 'in_progress'
  if (startsAt < now + 30 * 60_000) return 'arrived'
  return luck.often(0.4) ? 'confirmed' : 'booked'
}
