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
import type { Interval } from './intervals.ts'
import type { Session } from './slots/free-times.ts'
import type { PatientEmbedded, StaffEmbedded } from './visits/contract.ts'

/** What the front desk asks of the patient and the staff Worker, and how long it waits for them. */

/** The most ids that one question names. */
const chunk = 500

export interface HoursQuestion {
  from: number
  to: number
  staffIds?: string[]
  specialty?: string
  bookable?: boolean
}

type Env = AppointmentEnv

/** The value of another Worker's answer. A refusal counts as `Unavailable`, since the verb that asks was permitted already. */
async function permittedValue<T>(limit: number, answer: Promise<Result<T, FailureCode>>): Promise<T> {
  const result = await within(limit, answer)
  if (!result.ok) throw new Unavailable()
  return result.value
}

/** The actor without its Idempotency-Key, which belongs to this Worker's own write. */
function withoutRepeatKey({ actor }: Context): Actor {
  return { ...actor, repeat: undefined }
}

export function patientCards(context: Context<Env>, ids: string[], limit: number): Promise<PatientFacts[]> {
  return permittedValue(limit, context.env.PATIENT['patient.cards'](withoutRepeatKey(context), ids))
}

/** The persons behind these patient ids, each once. A merged patient is answered as the record it was merged into, with all linked ids. */
export function personsOf(context: Context<Env>, ids: readonly string[], limit: number): Promise<LinkedPerson[]> {
  return permittedValue(limit, context.env.PATIENT['patient.persons'](withoutRepeatKey(context), [...ids]))
}

/** The person behind a patient id, by the record that a merged patient was merged into. Undefined where there is no such patient. */
export async function personOf(context: Context<Env>, id: string, limit: number): Promise<LinkedPerson | undefined> {
  const [person] = await personsOf(context, [id], limit)
  return person
}

/** The other ids of the same person. */
export function otherIdsOf(people: readonly LinkedPerson[], id: string): string[] {
  return people.find(person => person.ids.includes(id))?.ids.filter(other => other !== id) ?? []
}

/** These ids and all ids that are linked with them. */
async function linkedIds(context: Context<Env>, ids: readonly string[], limit: number): Promise<string[]> {
  const people = await personsOf(context, ids, limit)
  return [...new Set([...ids, ...people.flatMap(person => person.ids)])]
}

/**
 * Read rows of patients under every linked id. Few patients have linked ids, so `read` runs for the given ids while the patient Worker is
 * asked for others, and runs again only where there are some.
 *
 * @returns the rows; with `linksUnavailable` where the patient Worker does not answer, so that rows may be missing.
 */
export async function readOverLinkedIds<T extends { linksUnavailable?: true }, C extends FailureCode>(
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

export function staffCards(context: Context<Env>, ids: string[], limit: number): Promise<StaffFacts[]> {
  return permittedValue(limit, context.env.STAFF['staff.cards'](withoutRepeatKey(context), ids))
}

export interface StaffHours {
  staffId: string
  name: string
  specialties: string[]
  /** The most visits that can be booked with this member of staff on a day; undefined for no limit. */
  dailyMaximum?: number
  open: Session[]
  /** Not cut at the ends of the range. */
  absences: Interval[]
}

export interface WorkingHours {
  items: StaffHours[]
  policies: ClinicPolicies
}

/** The working hours of staff in a range, absences and closures taken out, with the clinic's policies. */
export async function hoursOf(
  context: Context<Env>,
  { from, to, ...filter }: HoursQuestion,
  limit: number,
): Promise<WorkingHours> {
  return toWorking(
    await permittedValue(
      limit,
      context.env.STAFF['hours.read'](withoutRepeatKey(context), { from: iso(from), to: iso(to), ...filter }),
    ),
  )
}

/** The working hours of staff in several separate spans, in one question. */
export async function hoursInSpans(
  context: Context<Env>,
  { spans, ...filter }: Omit<HoursQuestion, 'from' | 'to'> & { spans: readonly Interval[] },
  limit: number,
): Promise<WorkingHours> {
  const askedSpans = spans.map(({ from, to }) => ({ from: iso(from), to: iso(to) }))
  return toWorking(
    await permittedValue(
      limit,
      context.env.STAFF['hours.read_days'](withoutRepeatKey(context), { spans: askedSpans, ...filter }),
    ),
  )
}

/** The clinic's policies, asked for with no member of staff. */
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

/** Names of patients and staff for rows that were read before. */
export interface Names {
  patient(id: string): PatientEmbedded
  staff(id: string): StaffEmbedded
}

/**
 * Ask the patient and the staff Worker, side by side, for the names of everyone in these rows. Where a Worker does not answer, its names
 * are `unavailable`.
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
    inChunks(patientIds, ids => patientCards(context, ids, budgets.names)),
    inChunks(staffIds, ids => staffCards(context, ids, budgets.names)),
  ])
  return namesFrom(patients, staff)
}

/** Names from cards that were asked for before. */
export function namesFrom(patients: readonly PatientEmbedded[], staff: readonly StaffEmbedded[]): Names {
  const knownPatients = new Map(
    patients.map(({ id, name, recordNumber, birthDate, sex }) => [id, { id, name, recordNumber, birthDate, sex }]),
  )
  const knownStaff = new Map(staff.map(({ id, name }) => [id, { id, name }]))
  return {
    patient: id => knownPatients.get(id) ?? { id, name: '', recordNumber: '', sex: 'unknown', unavailable: true },
    staff: id => knownStaff.get(id) ?? { id, name: '', unavailable: true },
  }
}

async function inChunks<T>(ids: string[], ask: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  const parts: string[][] = []
  for (let i = 0; i < ids.length; i += chunk) parts.push(ids.slice(i, i + chunk))
  const answers = await Promise.allSettled(parts.map(ask))
  return answers.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : []))
}
