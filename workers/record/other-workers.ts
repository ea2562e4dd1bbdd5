import type { Actor } from '#shared/actor'
import { budgets, Unavailable, within } from '#shared/deadline'
import type { Answer } from '#shared/result'
import type { AppointmentFacts } from '../appointment/visits/contract.ts'
import type { LinkedPerson } from '../patient/duplicates/contract.ts'
import type { PatientCard, PatientFacts } from '../patient/patients/contract.ts'
import type { StaffName } from './contract.ts'

/** What the record Worker asks of the patient, staff and appointment Worker. */

/**
 * The patients of these ids that exist for this actor.
 *
 * @throws Unavailable where the patient Worker does not answer.
 */
async function patientFacts(env: RecordEnv, actor: Actor, ids: string[]): Promise<Map<string, PatientFacts>> {
  const asked: Answer<PatientFacts[]> = env.PATIENT['patient.cards'](actor, [...new Set(ids)])
  const result = await within(budgets.checkBeforeWrite, asked)
  if (!result.ok) throw new Unavailable()
  return new Map(result.value.map(card => [card.id, card]))
}

/**
 * The patients for whom something is written, by the ids asked for: of one who was merged, the patient who is kept.
 * The patient Worker is asked a second time only where somebody was merged.
 *
 * @throws Unavailable where the patient Worker does not answer.
 */
export async function patientFactsOf(env: RecordEnv, actor: Actor, ids: string[]): Promise<Map<string, PatientFacts>> {
  const facts = await patientFacts(env, actor, ids)
  const merged = [...facts.values()].flatMap(({ id, mergedInto }) =>
    mergedInto === undefined ? [] : [{ id, mergedInto }],
  )
  if (merged.length === 0) return facts
  const keptPatients = await patientFacts(
    env,
    actor,
    merged.map(one => one.mergedInto),
  )
  for (const { id, mergedInto } of merged) {
    const keptPatient = keptPatients.get(mergedInto)
    if (keptPatient) facts.set(id, keptPatient)
    else facts.delete(id)
  }
  return facts
}

/**
 * The persons who have these ids, each with all ids under which they have something.
 *
 * @throws Unavailable where the patient Worker does not answer.
 */
export async function personsOf(
  env: RecordEnv,
  actor: Actor,
  ids: string[],
  limit: number = budgets.checkBeforeWrite,
): Promise<LinkedPerson[]> {
  const asked: Answer<LinkedPerson[]> = env.PATIENT['patient.persons'](actor, ids)
  const people = await within(limit, asked)
  if (!people.ok) throw new Unavailable()
  return people.value
}

/**
 * The visit of this id; undefined where there is none in the actor's reach.
 *
 * @throws Unavailable where the appointment Worker does not answer.
 */
export async function visitOf(env: RecordEnv, actor: Actor, id: string): Promise<AppointmentFacts | undefined> {
  const asked: Answer<AppointmentFacts, 'not_found'> = env.APPOINTMENT['appointment.facts'](actor, id)
  const result = await within(budgets.checkBeforeWrite, asked)
  if (result.ok) return result.value
  if (result.code === 'not_found' || result.code === 'forbidden') return undefined
  throw new Unavailable()
}

export interface Names {
  patient(id: string): PatientCard
  staff(id: string): StaffName
}

/**
 * The names beside a list of rows: one question to each of the two Workers, at the same time. A Worker that does not answer costs its
 * names only; the ids stand, marked `unavailable`.
 */
export async function names(
  env: RecordEnv,
  actor: Actor,
  rows: { patientId: string; staffId: string | null }[],
): Promise<Names> {
  const patientIds = [...new Set(rows.map(row => row.patientId))]
  const staffIds = [...new Set(rows.flatMap(row => row.staffId ?? []))]
  const [patients, staff] = await Promise.all([
    cardsById(patientIds, () => env.PATIENT['patient.cards'](actor, patientIds)),
    cardsById(staffIds, () => env.STAFF['staff.cards'](actor, staffIds)),
  ])
  return {
    patient(id) {
      const card = patients?.get(id)
      if (!card) return { id, name: '', recordNumber: '', sex: 'unknown', unavailable: true }
      return { id, name: card.name, recordNumber: card.recordNumber, birthDate: card.birthDate, sex: card.sex }
    },
    staff(id) {
      const card = staff?.get(id)
      return card ? { id, name: card.name } : { id, name: '', unavailable: true }
    },
  }
}

/** Cards by id; undefined where the Worker that owns them does not answer in time. */
export async function cardsById<T extends { id: string }>(
  ids: string[],
  ask: () => Answer<T[]>,
): Promise<Map<string, T> | undefined> {
  if (ids.length === 0) return new Map()
  try {
    const result = await within(budgets.names, ask())
    return result.ok ? new Map(result.value.map(card => [card.id, card])) : undefined
  } catch (error) {
    if (error instanceof Unavailable) return undefined
    throw error
  }
}
