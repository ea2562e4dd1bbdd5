import type { Actor } from '#shared/actor'
import { Unavailable, within } from '#shared/context'
import type { Answer } from '#shared/result'
import type { AppointmentStanding } from '../appointment/contract.ts'
import type { PatientCard, PatientStanding } from '../patient/contract.ts'
import type { StaffName } from './contract.ts'

/** What the record Worker asks of the others. Milliseconds they have: for a check that decides, and for a name that only decorates. */
const patience = { check: 4_000, name: 800 }

/**
 * The patients of these ids that exist for this actor.
 *
 * @throws Unavailable where the patient Worker does not answer.
 */
export async function standings(env: RecordEnv, actor: Actor, ids: string[]): Promise<Map<string, PatientStanding>> {
  const asked: Answer<PatientStanding[]> = env.PATIENT.cards(actor, [...new Set(ids)])
  const result = await within(patience.check, asked)
  if (!result.ok) throw new Unavailable()
  return new Map(result.value.map(card => [card.id, card]))
}

/**
 * The visit of this id; undefined where there is none in the actor's reach.
 *
 * @throws Unavailable where the appointment Worker does not answer.
 */
export async function visit(env: RecordEnv, actor: Actor, id: string): Promise<AppointmentStanding | undefined> {
  const asked: Answer<AppointmentStanding, 'not_found'> = env.APPOINTMENT.standing(actor, id)
  const result = await within(patience.check, asked)
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
    known(patientIds, () => env.PATIENT.cards(actor, patientIds)),
    known(staffIds, () => env.STAFF.cards(actor, staffIds)),
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

/** Cards by id; undefined where the Worker that knows them does not answer in time. */
export async function known<T extends { id: string }>(
  ids: string[],
  ask: () => Answer<T[]>,
): Promise<Map<string, T> | undefined> {
  if (ids.length === 0) return new Map()
  try {
    const result = await within(patience.name, ask())
    return result.ok ? new Map(result.value.map(card => [card.id, card])) : undefined
  } catch (error) {
    if (error instanceof Unavailable) return undefined
    throw error
  }
}
