import type { Actor } from '../../../workers/shared/actor.ts'
import type { Role } from '../../../workers/shared/permissions.ts'
import { must, Refused, type Workers } from '../calls.ts'
import type { DemoClinic } from '../clinics/clinic.ts'
import type { DemoVitals } from '../plan/body.ts'
import type { PlannedVisit } from '../plan/visits.ts'
import type { ClinicIds } from './open-clinic.ts'

export interface Setting {
  env: Workers
  demo: DemoClinic
  ids: ClinicIds
  /** The person behind a key of the staff, in a role, at an instant; under a key, a write that may be repeated. */
  who: (role: Role, at: number, person: string, key?: string) => Actor
  now: number
  /** Whether these steps may have been taken before, by a load that was stopped. */
  again: boolean
}

const minute = 60_000
const iso = (at: number) => new Date(at).toISOString()

/** A step that is allowed to find that it was taken before. */
export async function step(setting: Setting, taking: Promise<unknown>): Promise<void> {
  await taking.catch(error => {
    if (!(setting.again && error instanceof Refused && error.again)) throw error
  })
}

/** What the front desk does of a visit, what is written of it, or both. */
export type Part = 'desk' | 'chart' | 'both'

/** Whether something is written of it. */
export const hasChart = ({ outcome }: PlannedVisit) => outcome === 'completed' || outcome === 'in_progress'

/** One visit as the clinic would live it: booked, and what comes of it. A chart may follow later: booked again, the visit is the first one. */
export async function loadVisit(setting: Setting, visit: PlannedVisit, patientId: string, part: Part): Promise<void> {
  const { env, ids, who } = setting
  const key = `visit-${visit.startsAt}-${visit.staff}`
  const input = {
    patientId,
    staffId: known(ids.staff, visit.staff),
    startsAt: iso(visit.startsAt),
    visitTypeId: known(ids.visitTypes, visit.visitType),
    assistantIds: visit.assistant === undefined ? undefined : [known(ids.staff, visit.assistant)],
    mode: 'in_person' as const,
    reason: visit.reason,
  }
  await step(
    setting,
    must(
      'book',
      env.APPOINTMENT['appointment.book'](who('receptionist', visit.bookedAt, 'reception', key), input),
    ).then(booked => liveVisit(setting, visit, patientId, booked.id, part)),
  )
}

/** A booked visit is received, examined, written down, signed, seen out; as far as its outcome goes. */
export async function liveVisit(
  setting: Setting,
  visit: PlannedVisit,
  patientId: string,
  id: string,
  part: Part = 'both',
): Promise<void> {
  const { env, who, now } = setting
  const { outcome, startsAt } = visit
  const { APPOINTMENT } = env
  const desk = (at: number) => who('receptionist', at, 'reception')
  if (outcome === 'booked') return
  if (outcome === 'confirmed') {
    const at = Math.min(now, visit.bookedAt + 30 * minute)
    return step(setting, must('confirm', APPOINTMENT['appointment.confirm'](desk(at), { id })))
  }
  if (outcome === 'cancelled') {
    const input = { id, by: 'patient' as const, code: visit.minutes > 20 ? ('ill' as const) : ('other' as const) }
    const at = Math.max(visit.bookedAt, startsAt - 180 * minute)
    return step(setting, must('cancel', APPOINTMENT['appointment.cancel'](desk(at), input)))
  }
  if (outcome === 'no_show')
    return step(setting, must('noShow', APPOINTMENT['appointment.no_show'](desk(startsAt + 30 * minute), { id })))

  // Some come early and some are kept waiting: 4 to 16 minutes before, up to 7 after; the same at each load.
  const turn = Math.floor(startsAt / (5 * minute)) + visit.minutes
  const came = Math.min(now, startsAt - (4 + ((turn * 7) % 13)) * minute)
  const began = Math.min(now, startsAt + ((turn * 5) % 8) * minute)
  const chart = { patientId, appointmentId: id, began }
  if (part === 'chart') return step(setting, examine(setting, visit, chart))
  await step(setting, must('checkIn', APPOINTMENT['appointment.check_in'](desk(came), { id })))
  if (outcome === 'arrived') return
  await step(setting, must('start', APPOINTMENT['appointment.start'](who('doctor', began, visit.staff), { id })))
  if (part === 'both') await step(setting, examine(setting, visit, chart))
  if (outcome === 'in_progress') return
  await step(
    setting,
    must('checkOut', APPOINTMENT['appointment.check_out'](desk(startsAt + (visit.minutes + 4) * minute), { id })),
  )
}

/** The record of the visit: the nurse's vitals and note, the doctor's note; signed where the visit is over. */
async function examine(
  { env, who, now }: Setting,
  visit: PlannedVisit,
  { patientId, appointmentId, began }: { patientId: string; appointmentId: string; began: number },
): Promise<void> {
  const { RECORD } = env
  const doctor = (at: number, key?: string) => who('doctor', at, visit.staff, key)
  const nurse = (at: number, key?: string) => who('nurse', at, 'nurse', key)
  const { encounter } = await must('open', RECORD['encounter.open'](doctor(began), { patientId, appointmentId }))
  const encounterId = encounter.id
  const measured = Math.min(now, began + minute)
  const observedAt = iso(measured)
  const items = observations(visit.vitals).map(one => ({ ...one, patientId, encounterId, observedAt }))
  await must('observeAll', RECORD['observation.add_many'](nurse(measured, `vitals-${encounterId}`), { items }))
  const written = { encounterId, note: { kind: 'nursing' as const, text: visit.nursing } }
  const note = await must('addNote', RECORD['note.add'](nurse(measured, `note-${encounterId}`), written))
  if (visit.outcome === 'in_progress') return
  const signing = nurse(measured + minute, `sign-${encounterId}`)
  await must('signNote', RECORD['note.sign'](signing, { encounterId, noteId: note.id }))
  const at = began + (visit.minutes - 4) * minute
  const input = { id: encounterId, version: encounter.version, fields: visit.note }
  await must('saveSoap', RECORD['encounter.save_soap'](doctor(at), input))
  await must('sign', RECORD['encounter.sign'](doctor(at + minute, `soap-${encounterId}`), { id: encounterId }))
}

function observations(vitals: DemoVitals) {
  return [
    {
      code: '85354-9',
      components: [
        { code: '8480-6', value: vitals.systolic, unit: 'mm[Hg]' },
        { code: '8462-4', value: vitals.diastolic, unit: 'mm[Hg]' },
      ],
    },
    { code: '8867-4', value: vitals.pulse, unit: '/min' },
    { code: '8310-5', value: vitals.temperature, unit: 'Cel' },
    { code: '59408-5', value: vitals.saturation, unit: '%' },
    { code: '29463-7', value: vitals.weight, unit: 'kg' },
    { code: '8302-2', value: vitals.height, unit: 'cm' },
  ]
}

export function known(ids: Record<string, string>, key: string): string {
  const id = ids[key]
  if (!id) throw new Error(`the plan names ${key}, which the clinic does not have`)
  return id
}
