import { actors, must, type Who, type Workers } from '../calls.ts'
import type { DemoClinic } from '../clinics/clinic.ts'
import { harapan } from '../clinics/harapan.ts'
import { harborview } from '../clinics/harborview.ts'
import { type PlannedPatient, planPatients } from '../plan/people.ts'
import { type PlannedVisit, planVisits } from '../plan/visits.ts'
import { dateIn } from '../plan/weeks.ts'
import { alsoWorksAt, openAccounts } from './accounts.ts'
import { loadFrontDesk, planSeries } from './front-desk.ts'
import { type ClinicIds, openClinic } from './open-clinic.ts'
import { hasChart, loadVisit, type Part, type Setting } from './visit.ts'

export const demoClinics = [harapan, harborview]

/** What a clinic has once it is open: ids by the plan's keys and numbers. Of patients those who are registered by now. */
export interface Opened {
  ids: ClinicIds
  patients: (string | null)[]
  who: Record<string, Who>
}

/** Both clinics with their staff and everybody who can sign in; the others come later. */
export async function openClinics(env: Workers, now: number): Promise<Opened[]> {
  const opened = await Promise.all(demoClinics.map(demo => openForSignIns(env, demo, now)))
  const [jakarta, newYork] = opened
  const staffId = newYork?.ids.staff.visiting
  if (jakarta?.who.doctor && newYork && staffId)
    newYork.who.visiting = await alsoWorksAt(env, harborview, jakarta.who.doctor, staffId, now)
  return opened
}

async function openForSignIns(env: Workers, demo: DemoClinic, now: number): Promise<Opened> {
  const ids = await openClinic(env, demo, now)
  const [first, second] = planPatients(demo, now)
  if (!first || !second) throw new Error('the portal has no patients')
  const adult = await register(env, demo, first)
  const child = await register(env, demo, second)
  return { ids, patients: [adult, child], who: await openAccounts(env, demo, ids.staff, [adult, child], now) }
}

async function register(env: Workers, demo: DemoClinic, { input, registeredAt }: PlannedPatient): Promise<string> {
  const desk = actors(demo)('receptionist', registeredAt, {}, `patient-${registeredAt}`)
  return (await must('register', env.PATIENT['patient.register'](desk, input))).id
}

/** A piece of the demo that is loaded whole: a person, a visit, or the front desk's. */
export type Piece = (setting: { env: Workers; opened: Opened[]; again: boolean }) => Promise<void>

/**
 * Stages that follow each other, the pieces of each in any order: today's people and visits, with which the demo can be used; what was written
 * today; everybody else; visits ahead, then the past from yesterday back; the front desks, which look at the rest.
 */
export interface Stages {
  pieces: Piece[]
  /** After how many pieces a stage ends. */
  ends: number[]
  /** After how many pieces the demo can be used. */
  first: number
}

export function stagesOf(now: number): Stages {
  const plans = demoClinics.map((demo, i) => planOf(demo, i, now))
  const order = (offset: number) => (offset > 0 ? offset : 100 - offset)
  const visits = plans
    .flatMap(plan => plan.visits)
    .sort((a, b) => order(a.offset) - order(b.offset) || a.startsAt - b.startsAt)
  const today = visits.filter(({ offset }) => offset === 0)
  const comeToday = new Set(today.map(({ who }) => who))
  const people = plans.flatMap(plan => plan.people)
  const stages = [
    people.filter(({ who }) => comeToday.has(who)),
    today.map(visit => ({ piece: visit.piece('desk') })),
    today.filter(visit => visit.hasChart).map(visit => ({ piece: visit.piece('chart') })),
    people.filter(({ who }) => !comeToday.has(who)),
    visits.filter(({ offset }) => offset !== 0).map(visit => ({ piece: visit.piece('both') })),
    plans.map(({ frontDesk }) => ({ piece: frontDesk })),
  ]
  let count = 0
  const ends = stages.map(stage => {
    count += stage.length
    return count
  })
  return { pieces: stages.flatMap(stage => stage.map(({ piece }) => piece)), ends, first: ends[1] ?? 0 }
}

interface PlacedPerson {
  /** The clinic and the number of the patient. */
  who: string
  piece: Piece
}

interface PlacedVisit {
  who: string
  piece: (part: Part) => Piece
  hasChart: boolean
  /** Days from the load, in the clinic's calendar. */
  offset: number
  startsAt: number
}

function planOf(
  demo: DemoClinic,
  i: number,
  now: number,
): { people: PlacedPerson[]; visits: PlacedVisit[]; frontDesk: Piece } {
  const { patients, visits, seriesStartsAt } = planClinic(demo, now)
  const as = actors(demo)
  const here = (opened: Opened[]): Opened => {
    const clinic = opened[i]
    if (!clinic) throw new Error(`${demo.clinic.name} is not open`)
    return clinic
  }
  const settingOf = (env: Workers, opened: Opened[], again: boolean): Setting => {
    const { ids, who } = here(opened)
    return { env, demo, ids, now, again, who: (role, at, key, repeat) => as(role, at, who[key], repeat) }
  }
  const today = dateIn(demo, now, 0)
  return {
    // The portal's two are there from the opening on.
    people: patients.slice(2).map((patient, n) => ({
      who: `${i}-${n + 2}`,
      piece: async ({ env, opened }) => {
        here(opened).patients[n + 2] = await register(env, demo, patient)
      },
    })),
    visits: visits.map(visit => ({
      who: `${i}-${visit.patient}`,
      offset: today.until(dateIn(demo, visit.startsAt, 0), { largestUnit: 'days' }).days,
      startsAt: visit.startsAt,
      hasChart: hasChart(visit),
      piece:
        part =>
        async ({ env, opened, again }) => {
          const patientId = here(opened).patients[visit.patient]
          if (!patientId) throw new Error(`patient ${visit.patient} of ${demo.clinic.name} is not registered`)
          await loadVisit(settingOf(env, opened, again), visit, patientId, part)
        },
    })),
    frontDesk: async ({ env, opened, again }) => {
      const ids = here(opened).patients.map(id => id ?? '')
      await loadFrontDesk(settingOf(env, opened, again), patients, visits, seriesStartsAt, ids)
    },
  }
}

/** The whole plan of a clinic, as it stands once the weekly series has the times it needs. */
export function planClinic(
  demo: DemoClinic,
  now: number,
): { patients: PlannedPatient[]; visits: PlannedVisit[]; seriesStartsAt: number } {
  const patients = planPatients(demo, now)
  const all = planVisits(demo, patients, now)
  const series = planSeries(demo, all, now)
  return { patients, visits: all.filter(visit => !series.dropped.has(visit)), seriesStartsAt: series.startsAt }
}
