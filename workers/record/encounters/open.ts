import { and, eq } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import type { Failures } from '#shared/failures'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import type { AppointmentFacts } from '../../appointment/visits/contract.ts'
import { patientFactsOf, visitOf } from '../other-workers.ts'
import { authorOf, recordedBy } from '../recorded-by.ts'
import { tooLate } from '../timestamps.ts'
import type { OpenEncounter, OpenedEncounter } from './contract.ts'
import { readEncounter } from './read.ts'
import { encounter } from './schema.ts'

export type OpenFailure =
  | 'invalid_request'
  | 'patient_not_found'
  | 'patient_archived'
  | 'appointment_not_found'
  | 'wrong_status'
  | 'not_found'

const classOfMode = { in_person: 'ambulatory', video: 'virtual', phone: 'virtual', home: 'home' } as const

/**
 * Begin the record of one meeting, from a visit or without one.
 *
 * A visit has one encounter: the database decides (trigger `encounter_opened_once`), and whoever comes second is shown the first one's.
 * A patient who has died may still get one: the last visit is often written up afterwards. The encounter of a merged patient belongs to
 * the patient who is kept.
 *
 * @param input `startedAt` is not later than now; `class` follows the visit's mode where it is absent.
 * @returns the encounter and whether it is new; or `patient_not_found`, `patient_archived`, `appointment_not_found` (also where the visit
 *   is another patient's), `wrong_status` for a visit that was cancelled or missed, `invalid_request` for a start in the future.
 */
export async function openEncounter(
  context: Context<RecordEnv>,
  input: OpenEncounter,
): Promise<Result<OpenedEncounter, OpenFailure>> {
  const { env, actor, db, at } = context
  const startedAt = input.startedAt === undefined ? at : Date.parse(input.startedAt)
  if (tooLate(startedAt, at)) return fail('invalid_request', future('startedAt'))
  const [patients, booked] = await Promise.all([
    patientFactsOf(env, actor, [input.patientId]),
    input.appointmentId === undefined ? undefined : visitOf(env, actor, input.appointmentId),
  ])
  const patient = patients.get(input.patientId)
  if (!patient) return fail('patient_not_found')
  if (input.appointmentId !== undefined && !(await isOfPatient(context, booked, patient.id))) {
    return fail('appointment_not_found')
  }
  if (patient.archived) return fail('patient_archived')
  if (booked && (booked.status === 'cancelled' || booked.status === 'no_show')) {
    const first = await ofAppointment(context, booked.id)
    return first ?? fail('wrong_status', { status: booked.status })
  }

  const id = newId('encounter')
  try {
    await batch(db, {
      opened: db.insert(encounter).values(newRow(context, id, { ...input, patientId: patient.id }, startedAt, booked)),
      change: changeRows(context, {
        object: 'encounter',
        objectId: id,
        action: 'encounter.opened',
        patient: patient.id,
      }),
      repeat: repeatRows(context, id),
    })
  } catch (error) {
    const first = refusal(error) === 'already_open' && booked && (await ofAppointment(context, booked.id))
    if (!first) throw error
    return first
  }
  return readOpened(context, id)
}

/** Whether a visit is this patient's, also where it was booked under an id that was merged since. */
async function isOfPatient(
  { env, actor }: Context<RecordEnv>,
  booked: AppointmentFacts | undefined,
  patientId: string,
): Promise<boolean> {
  if (!booked || booked.patientId === patientId) return booked !== undefined
  const keptPatients = await patientFactsOf(env, actor, [booked.patientId])
  return keptPatients.get(booked.patientId)?.id === patientId
}

function newRow(
  { actor, clinicId, at }: Context,
  id: string,
  input: OpenEncounter,
  startedAt: number,
  booked: AppointmentFacts | undefined,
) {
  const author = authorOf(actor)
  return {
    id,
    clinicId,
    patientId: input.patientId,
    appointmentId: booked?.id,
    // Whose visit it is: the desk's choice, else the doctor who opens it, else the doctor who first writes in it.
    staffId: booked?.staffId ?? (author.role === 'doctor' ? actor.staffId : undefined),
    class: input.class ?? (booked ? classOfMode[booked.mode] : 'ambulatory'),
    status: 'in_progress' as const,
    statusHistory: [{ status: 'in_progress' as const, at, by: author }],
    startedAt,
    ...recordedBy(author),
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
}

/** The encounter that this visit already has. */
async function ofAppointment(
  context: Context<RecordEnv>,
  appointmentId: string,
): Promise<Result<OpenedEncounter, 'not_found'> | undefined> {
  const { db, clinicId } = context
  const [row] = await db
    .select({ id: encounter.id })
    .from(encounter)
    .where(and(eq(encounter.clinicId, clinicId), eq(encounter.appointmentId, appointmentId)))
  if (!row) return undefined
  const result = await readEncounter(context, row.id)
  return result.ok ? ok({ created: false, encounter: result.value }) : result
}

/** The encounter that this request made, as a repeat with the same Idempotency-Key is answered too. */
export async function readOpened(
  context: Context<RecordEnv>,
  id: string,
): Promise<Result<OpenedEncounter, 'not_found'>> {
  const result = await readEncounter(context, id)
  return result.ok ? ok({ created: true, encounter: result.value }) : result
}

function future(path: string): Failures['invalid_request'] {
  return [{ path, rule: 'in_the_future' }]
}
