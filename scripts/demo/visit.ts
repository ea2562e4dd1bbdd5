import type { Actor } from '../../workers/shared/actor.ts'
import type { Role } from '../../workers/shared/permissions.ts'
import type { Caller } from './calls.ts'
import type { DemoClinic } from './clinics.ts'
import type { DemoVitals } from './complaints.ts'
import type { House } from './open-clinic.ts'
import type { PlannedVisit } from './plan.ts'

export interface Setting {
  demo: DemoClinic
  house: House
  /** The person behind a key of the staff, in a role, at an instant. */
  who: (role: Role, at: number, key: string) => Actor
  now: number
}

const minute = 60_000
const iso = (at: number) => new Date(at).toISOString()

/** One visit as the clinic would live it: booked, and what comes of it. */
export async function loadVisit(call: Caller, setting: Setting, visit: PlannedVisit, patientId: string): Promise<void> {
  const { house, who } = setting
  const booked = await call.verb('APPOINTMENT', 'appointment.book', who('receptionist', visit.bookedAt, 'reception'), {
    patientId,
    staffId: known(house.staff, visit.staff),
    startsAt: iso(visit.startsAt),
    visitTypeId: known(house.visitTypes, visit.visitType),
    assistantIds: visit.assistant === undefined ? undefined : [known(house.staff, visit.assistant)],
    mode: 'in_person',
    reason: visit.complaint.reason,
  })
  await liveVisit(call, setting, visit, patientId, booked.id)
}

/** A booked visit is received, examined, written down, signed, seen out; as far as its outcome goes. */
export async function liveVisit(
  call: Caller,
  setting: Setting,
  visit: PlannedVisit,
  patientId: string,
  id: string,
): Promise<void> {
  const { who, now } = setting
  const { outcome, startsAt } = visit
  const desk = (at: number) => who('receptionist', at, 'reception')
  const step = { id }
  if (outcome === 'booked') return
  if (outcome === 'confirmed')
    return void (await call.verb('APPOINTMENT', 'appointment.confirm', desk(visit.bookedAt + 30 * minute), step))
  if (outcome === 'cancelled') {
    const input = { by: 'patient' as const, code: visit.minutes > 20 ? ('ill' as const) : ('other' as const) }
    return void (await call.verb(
      'APPOINTMENT',
      'appointment.cancel',
      desk(Math.max(visit.bookedAt, startsAt - 180 * minute)),
      {
        id,
        ...input,
      },
    ))
  }
  if (outcome === 'no_show')
    return void (await call.verb('APPOINTMENT', 'appointment.no_show', desk(startsAt + 30 * minute), step))

  // Some come early and some are kept waiting: 4 to 16 minutes before, up to 7 after; the same at each load.
  const turn = Math.floor(startsAt / (5 * minute)) + visit.minutes
  await call.verb(
    'APPOINTMENT',
    'appointment.check_in',
    desk(Math.min(now, startsAt - (4 + ((turn * 7) % 13)) * minute)),
    step,
  )
  if (outcome === 'arrived') return
  const began = Math.min(now, startsAt + ((turn * 5) % 8) * minute)
  await call.verb('APPOINTMENT', 'appointment.start', who('doctor', began, visit.staff), step)
  await examine(call, setting, visit, { patientId, appointmentId: id, began })
  if (outcome === 'in_progress') return
  await call.verb('APPOINTMENT', 'appointment.check_out', desk(startsAt + (visit.minutes + 4) * minute), step)
}

/** The record of the visit: the nurse's vitals and note, the doctor's note; signed where the visit is over. */
async function examine(
  call: Caller,
  { who, now }: Setting,
  visit: PlannedVisit,
  { patientId, appointmentId, began }: { patientId: string; appointmentId: string; began: number },
): Promise<void> {
  const doctor = (at: number) => who('doctor', at, visit.staff)
  const nurse = (at: number) => who('nurse', at, 'nurse')
  const { encounter } = await call.verb('RECORD', 'encounter.open', doctor(began), { patientId, appointmentId })
  const measured = Math.min(now, began + minute)
  const items = observations(visit.vitals).map(one => ({
    ...one,
    patientId,
    encounterId: encounter.id,
    observedAt: iso(measured),
  }))
  await call.verb('RECORD', 'observation.add_many', nurse(measured), { items })
  const note = await call.verb('RECORD', 'note.add', nurse(measured), {
    encounterId: encounter.id,
    note: { kind: 'nursing', text: visit.nursing },
  })
  if (visit.outcome === 'in_progress') return
  await call.verb('RECORD', 'note.sign', nurse(measured + minute), { encounterId: encounter.id, noteId: note.id })
  const { subjective, objective, assessment, plan } = visit.complaint
  const written = began + (visit.minutes - 4) * minute
  await call.verb('RECORD', 'encounter.save_soap', doctor(written), {
    id: encounter.id,
    version: encounter.version,
    fields: { subjective, objective, assessment, plan },
  })
  await call.verb('RECORD', 'encounter.sign', doctor(written + minute), { id: encounter.id })
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

export function known(map: Map<string, string>, key: string): string {
  const id = map.get(key)
  if (!id) throw new Error(`the plan names ${key}, which the clinic does not have`)
  return id
}
