import type { Actor } from '#shared/actor'
import type { RecordObservation } from '../../workers/record/observations/contract.ts'
import { env } from './env.ts'
import { aClinic, must } from './people.ts'

/** A fresh clinic with a patient whose encounter a doctor has opened, and a nurse beside. */
export async function aVisit() {
  const { as, clinicId } = aClinic()
  const doctor = as('doctor', { staffId: `stf-${crypto.randomUUID()}` })
  const nurse = as('nurse', { staffId: `stf-${crypto.randomUUID()}` })
  const patientId = await aPatient(as('receptionist'))
  const { encounter } = must(await env.RECORD['encounter.open'](doctor, { patientId }))
  return { as, clinicId, doctor, nurse, patientId, id: encounter.id, patient: as('patient', { patients: [patientId] }) }
}

/** The same, with a note of the nurse, a pulse, and the doctor's signature under the SOAP note. */
export async function aSignedVisit() {
  const visit = await aVisit()
  const { doctor, nurse, patientId, id } = visit
  const note = must(await env.RECORD['note.add'](nurse, { encounterId: id, note: { kind: 'nursing', text: 'Calm.' } }))
  must(await env.RECORD['note.sign'](nurse, { encounterId: id, noteId: note.id }))
  const draft = must(await env.RECORD['note.add'](nurse, { encounterId: id, note: { kind: 'other', text: 'To do.' } }))
  const observed = must(await env.RECORD['observation.add'](nurse, pulse(patientId, { encounterId: id })))
  must(
    await env.RECORD['encounter.save_soap'](doctor, { id, version: 1, fields: { subjective: 'Cough', plan: 'Rest' } }),
  )
  const signed = must(await env.RECORD['encounter.sign'](doctor, { id }))
  return { ...visit, signed, noteId: note.id, draftId: draft.id, observationId: observed.id }
}

export async function aPatient(desk: Actor): Promise<string> {
  return must(await env.PATIENT['patient.register'](desk, { name: { given: 'Sari' }, sex: 'female' })).id
}

export function pulse(patientId: string, more: Partial<RecordObservation> = {}): RecordObservation {
  return { patientId, code: '8867-4', observedAt: '2026-03-02T11:30:00.000Z', value: 72, unit: '/min', ...more }
}

export function pressure(patientId: string, systolic = 120, diastolic = 80): RecordObservation {
  return {
    patientId,
    code: '85354-9',
    observedAt: '2026-03-02T11:30:00.000Z',
    components: [
      { code: '8480-6', value: systolic, unit: 'mm[Hg]' },
      { code: '8462-4', value: diastolic, unit: 'mm[Hg]' },
    ],
  }
}
