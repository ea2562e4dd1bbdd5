import type { DatabaseSync } from 'node:sqlite'
import { clinic } from './clinic.ts'

/** What is observed besides the blood pressure, of those who come for years: code, unit, value. */
const observed = [
  ['8867-4', '/min', 76],
  ['8310-5', 'Cel', 36.8],
  ['59408-5', '%', 98],
] as const

/** A signed encounter with its note and blood pressure for every past visit, made of the visits themselves. */
export function writeRecords(db: DatabaseSync, deskFile: string): void {
  db.exec(`ATTACH '${deskFile}' AS desk`)
  const by = `'acc-b-2', 'dr. Dokter', 'doctor'`
  const stamps = '1, starts_at, ends_at'
  const visitsOf = (who: string) =>
    `FROM desk.appointment WHERE clinic_id = '${clinic.id}' AND status = 'completed' ${who} ORDER BY id`
  const visits = visitsOf('')
  // Patients whose number ends in 00: see `chronic`.
  const frequent = visitsOf("AND patient_id LIKE '%00'")
  const history = `json_array(json_object('status', 'in_progress', 'at', starts_at, 'by', json_object('id', 'acc-b-2', 'name',
    'dr. Dokter', 'role', 'doctor')), json_object('status', 'finished', 'at', ends_at, 'by', json_object('id', 'acc-b-2', 'name',
    'dr. Dokter', 'role', 'doctor')))`
  db.exec(`INSERT INTO encounter (id, clinic_id, patient_id, appointment_id, staff_id, class, status, status_history, started_at,
      ended_at, recorded_by_id, recorded_by_name, recorded_by_role, signed_at, signed_by_id, signed_by_name, signed_by_role,
      version, created_at, updated_at)
    SELECT 'enc' || substr(id, 4), clinic_id, patient_id, id, staff_id, 'ambulatory', 'finished', ${history}, starts_at, ends_at,
      ${by}, ends_at, ${by}, ${stamps} ${visits}`)
  db.exec(`INSERT INTO note (id, clinic_id, encounter_id, patient_id, kind, status, recorded_by_id, recorded_by_name,
      recorded_by_role, signed_at, version, created_at, updated_at, subjective, objective, assessment, plan)
    SELECT 'not' || substr(id, 4), clinic_id, 'enc' || substr(id, 4), patient_id, 'soap', 'signed', ${by}, ends_at, ${stamps},
      'Batuk pilek sejak tiga hari, tidak demam.', 'Keadaan umum baik, faring hiperemis ringan.', 'Infeksi saluran napas atas.',
      'Istirahat, minum cukup, kontrol bila memburuk.' ${visits}`)
  const [id, kept] = [
    (n: number) => `'obs' || substr(id, 4) || '-${n}'`,
    `'vital_signs', starts_at + 60000, 'final', ${by}, ${stamps}`,
  ]
  const columns = `id, batch_id, clinic_id, patient_id, encounter_id, code, unit, value, components, category, observed_at, status,
    recorded_by_id, recorded_by_name, recorded_by_role, version, created_at, updated_at`
  const whose = `clinic_id, patient_id, 'enc' || substr(id, 4)`
  for (const [n, [code, unit, value]] of observed.entries())
    db.exec(
      `INSERT INTO observation (${columns}) SELECT ${id(n)}, ${id(0)}, ${whose}, '${code}', '${unit}', ${value}, NULL, ${kept} ${frequent}`,
    )
  const pressure = JSON.stringify([
    { code: '8480-6', value: 124, unit: 'mm[Hg]' },
    { code: '8462-4', value: 81, unit: 'mm[Hg]' },
  ])
  db.exec(
    `INSERT INTO observation (${columns}) SELECT ${id(9)}, ${id(0)}, ${whose}, '85354-9', NULL, NULL, '${pressure}', ${kept} ${visits}`,
  )
}
