import type { Actor } from '#shared/actor'
import type { Context } from '#shared/context'
import { budgets, Unavailable, within } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import type { LinkedPerson } from '../patient/duplicates/contract.ts'
import type { PatientFacts } from '../patient/patients/contract.ts'
import type { ClinicPolicies } from '../staff/clinic/contract.ts'
import type { Hours } from '../staff/hours/contract.ts'
import type { StaffFacts } from '../staff/profiles/contract.ts'
import type { Interval, Session } from './slots/slots.ts'
import type { PatientEmbedded, StaffEmbedded } from './visits/contract.ts'

/** What the front desk asks of the patient and the staff Worker, and how long it waits for them. */

/** Ids of one question. */
const chunk = 500

export interface HoursQuestion {
  from: number
  to: number
  staffIds?: string[]
  specialty?: string
  bookable?: boolean
}

type Env = AppointmentEnv

/** The value of a neighbour's answer; one that refuses is as good as silent, since it was asked on behalf of a permitted verb. */
async function value<T>(limit: number, answer: Promise<Result<T, FailureCode>>): Promise<T> {
  const result = await within(limit, answer)
  if (!result.ok) throw new Unavailable()
  return result.value
}

/** The asker without its Idempotency-Key, which is for this Worker's own write. */
function asker({ actor }: Context): Actor {
  return { ...actor, repeat: undefined }
}

export function patientsOf(context: Context<Env>, ids: string[], limit: number): Promise<PatientFacts[]> {
  return value(limit, context.env.PATIENT['patient.cards'](asker(context), ids))
}

/** These patients, each person once: of those who were merged, the survivor, with every id. */
export function personsOf(context: Context<Env>, ids: readonly string[], limit: number): Promise<LinkedPerson[]> {
  return value(limit, context.env.PATIENT['patient.persons'](asker(context), [...ids]))
}

/** The person for whom something is written: of a patient who was merged, the survivor. Undefined where there is no such patient. */
export async function personOf(context: Context<Env>, id: string, limit: number): Promise<LinkedPerson | undefined> {
  const [person] = await personsOf(context, [id], limit)
  return person
}

/** The other ids of a patient's person. */
export function othersOf(people: readonly LinkedPerson[], id: string): string[] {
  return people.find(person => person.ids.includes(id))?.ids.filter(other => other !== id) ?? []
}

/** Every id under which these patients have something, the ids asked for among them. */
async function linkedIds(context: Context<Env>, ids: readonly string[], limit: number): Promise<string[]> {
  const people = await personsOf(context, ids, limit)
  return [...new Set([...ids, ...people.flatMap(person => person.ids)])]
}

/**
 * Read what is a patient's under every id of the person. Almost nobody has more than one, so it is read for the ids asked for while the
 * patient Worker is asked for others, and once more only where there are some.
 *
 * @returns what was read; with `linksUnavailable` where the patient Worker is silent, so that part of it does not look like all of it.
 */
export async function overLinked<T extends { linksUnavailable?: true }, C extends FailureCode>(
  context: Context<Env>,
  ids: string[],
  read: (ids: string[]) => Promise<Result<T, C>>,
): Promise<Result<T, C>> {
  const { actor, reach } = context
  const [all, first] = await Promise.all([linkedIds(context, ids, budgets.names).catch(() => undefined), read(ids)])
  if (!first.ok) return first
  if (!all) return ok({ ...first.value, linksUnavailable: true })
  const reached = all.filter(id => reach === 'all' || ids.includes(id) || actor.patients.includes(id))
  return reached.length > new Set(ids).size ? read(reached) : first
}

export function staffStandings(context: Context<Env>, ids: string[], limit: number): Promise<StaffFacts[]> {
  return value(limit, context.env.STAFF['staff.cards'](asker(context), ids))
}

export interface Working {
  staffId: string
  name: string
  specialties: string[]
  /** Booked visits that this person takes on a day; undefined for no limit. */
  dailyMaximum?: number
  open: Session[]
  /** Whole, also where they reach beyond what was asked. */
  absences: Interval[]
}

export interface WorkingHours {
  items: Working[]
  policies: ClinicPolicies
}

/** Who works when in a range, absences and closures taken out, with the clinic's policies. */
export async function hoursOf(
  context: Context<Env>,
  { from, to, ...who }: HoursQuestion,
  limit: number,
): Promise<WorkingHours> {
  return toWorking(
    await value(limit, context.env.STAFF['hours.read'](asker(context), { from: iso(from), to: iso(to), ...who })),
  )
}

/** The same for several spans of time that lie apart, in one question. */
export async function hoursInSpans(
  context: Context<Env>,
  { spans, ...who }: Omit<HoursQuestion, 'from' | 'to'> & { spans: readonly Interval[] },
  limit: number,
): Promise<WorkingHours> {
  const asked = spans.map(({ from, to }) => ({ from: iso(from), to: iso(to) }))
  return toWorking(await value(limit, context.env.STAFF['hours.read_days'](asker(context), { spans: asked, ...who })))
}

/** How the clinic works: the hours of nobody. */
export async function policiesOf(context: Context<Env>, limit: number): Promise<ClinicPolicies> {
  return (await hoursOf(context, { from: context.at, to: context.at + 1, staffIds: [] }, limit)).policies
}

function toWorking(hours: Hours): WorkingHours {
  return {
    policies: hours.policies,
    items: hours.items.map(({ staffId, name, specialties, dailyMaximum, open, absences }) => ({
      staffId,
      name,
      specialties,
      dailyMaximum,
      absences: absences.map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) })),
      open: open.map(session => ({
        from: Date.parse(session.startsAt),
        to: Date.parse(session.endsAt),
        gridFrom: Date.parse(session.sessionStartsAt),
        roomId: session.roomId,
        slotMinutes: session.slotMinutes,
      })),
    })),
  }
}

/** Names for rows already read. */
export interface Names {
  patient(id: string): PatientEmbedded
  staff(id: string): StaffEmbedded
}

/**
 * Ask once, side by side, for the names of everyone in these rows. A Worker that is silent costs its names only: the cards then say
 * `unavailable`.
 */
export async function namesOf(
  context: Context<Env>,
  rows: readonly {
    patientId: string
    staffId: string | null
    assistantIds?: readonly string[]
    calledStaffId?: string | null
  }[],
): Promise<Names> {
  const patientIds = [...new Set(rows.map(row => row.patientId))]
  const staffIds = [
    ...new Set(rows.flatMap(row => [row.staffId ?? [], row.calledStaffId ?? [], row.assistantIds ?? []].flat())),
  ]
  const [patients, staff] = await Promise.all([
    gather(patientIds, ids => patientsOf(context, ids, budgets.names)),
    gather(staffIds, ids => staffStandings(context, ids, budgets.names)),
  ])
  return names(patients, staff)
}

/** Names that are already known. */
export function names(patients: readonly PatientEmbedded[], staff: readonly StaffEmbedded[]): Names {
  const knownPatients = new Map(
    patients.map(({ id, name, recordNumber, birthDate, sex }) => [id, { id, name, recordNumber, birthDate, sex }]),
  )
  const knownStaff = new Map(staff.map(({ id, name }) => [id, { id, name }]))
  return {
    patient: id => knownPatients.get(id) ?? { id, name: '', recordNumber: '', sex: 'unknown', unavailable: true },
    staff: id => knownStaff.get(id) ?? { id, name: '', unavailable: true },
  }
}

async function gather<T>(ids: string[], ask: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  const parts: string[][] = []
  for (let i = 0; i < ids.length; i += chunk) parts.push(ids.slice(i, i + chunk))
  const answers = await Promise.allSettled(parts.map(ask))
  return answers.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : []))
}
