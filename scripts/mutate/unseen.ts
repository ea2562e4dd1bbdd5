/**
 * Mutants that no answer and no row can show, each with its reason. By the name that the run prints, without the line.
 */
export const unseen: ReadonlyMap<string, string> = new Map([
  [
    'patient.access_log: patient own → all',
    'listPatientAccess never reads this reach: whose record it may be is asked of the patient Worker, where linked performs patient.read, whose own is a mutant of its own',
  ],
])
