import { clinic } from './clinic.ts'
import { writeDesk, writeStaff } from './desk.ts'
import { writeIdentity } from './identity.ts'
import { writePatients } from './patients.ts'
import { writeRecords } from './records.ts'
import { copyClinic, databaseFiles, fill } from './rows.ts'

const other = clinic.id.replace('-b-', '-o-')

/** Fill a migrated state with a clinic of so many patients and five years of visits, and another of the same size beside it. */
export function seed(stateFolder: string, patients: number, now: number): void {
  const files = databaseFiles(stateFolder)
  fill(files.identity, db => writeIdentity(db, now))
  fill(files.patient, db => {
    writePatients(db, patients, now)
    copyClinic(db, clinic.id, other)
  })
  fill(files.staff, db => {
    writeStaff(db, now)
    copyClinic(db, clinic.id, other)
  })
  fill(files.appointment, db => {
    writeDesk(db, patients, now)
    copyClinic(db, clinic.id, other)
  })
  fill(files.record, db => {
    // ATTACH is refused inside a transaction.
    db.exec('COMMIT')
    writeRecords(db, files.appointment)
    db.exec('BEGIN')
    copyClinic(db, clinic.id, other)
  })
}
