import type { DatabaseSync } from 'node:sqlite'
import { jakartan } from '../../scripts/demo/plan/jakarta.ts'
import { chance } from '../../scripts/demo/plan/random.ts'
import { heldIdentifiers } from '../../workers/patient/identifiers.ts'
import { findable, personColumns } from '../../workers/patient/patients/person.ts'
import { patient } from '../../workers/patient/patients/schema.ts'
import { claimsOf } from '../../workers/patient/search/indexing.ts'
import { keyRows, recordTerm, termsOf } from '../../workers/patient/search/search-terms.ts'
import { clinic, ids } from './clinic.ts'
import { rowOf, writer } from './rows.ts'

const day = 86_400_000

/** One patient as `register` would have stored it; the same for every size, so patient 7 has one name at all of them. */
function people(count: number, now: number) {
  const luck = chance(20_260)
  return Array.from({ length: count }, (_, i) => {
    const sex = luck.often(0.54) ? 'female' : 'male'
    const born = new Date(now - luck.whole(400, 32_000) * day).toISOString().slice(0, 10)
    const input = jakartan(luck, born, sex)
    // Numbers are unique in a clinic; the generator's would collide among so many.
    const number = String(i).padStart(9, '0')
    const identifiers = [
      { type: 'nik' as const, value: `3174055${number}` },
      ...(i % 3 === 0 ? [{ type: 'bpjs' as const, value: `0009${number}` }] : []),
    ]
    const deceased = i % 101 === 100 ? {} : undefined
    return personColumns({ ...input, identifiers, deceased }, heldIdentifiers({ identifiers }, clinic.country))
  })
}

/** Fills the patient database: people, the numbers they hold, and what they are found by. */
export function writePatients(db: DatabaseSync, count: number, now: number): void {
  const [toPatient, toIdentifier, toTerm, toKey] = [
    writer(db, 'patient'),
    writer(db, 'patient_identifier'),
    writer(db, 'search_term'),
    db.prepare('INSERT OR IGNORE INTO search_key (clinic_id, key, word) VALUES (?, ?, ?)'),
  ]
  const known = new Set<string>()
  for (const [i, columns] of people(count, now).entries()) {
    const id = ids.patient(i)
    const archived = i % 103 === 102
    // Registered over the last five years.
    const at = now - Math.floor((1 - i / count) * 1_800 * day) - day
    toPatient(
      rowOf(patient, {
        ...columns,
        id,
        clinicId: clinic.id,
        recordNumber: i + 1,
        archivedAt: archived ? at + day : null,
        version: 1,
        createdAt: at,
        updatedAt: at,
      }),
    )
    const found = findable(columns)
    const state = archived ? 2 : columns.deceased ? 1 : 0
    for (const { type, normal } of claimsOf(columns.identifiers))
      toIdentifier({ clinic_id: clinic.id, type, normal, patient_id: id })
    for (const term of termsOf(found))
      toTerm({
        clinic_id: clinic.id,
        state,
        term: term === recordTerm('') ? recordTerm(i + 1) : term,
        patient_id: id,
      })
    for (const { key, word } of keyRows(found.name)) {
      if (known.has(`${key} ${word}`)) continue
      known.add(`${key} ${word}`)
      toKey.run(clinic.id, key, word)
    }
  }
}
