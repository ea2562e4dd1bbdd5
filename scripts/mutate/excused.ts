/**
 * Mutants that no answer and no statement can show, each with its reason. By the name that the run prints, without the line and `${}`; where a file
 * has more of that name, with how many of them: if more are left, none is excused.
 */
export const equivalents: ReadonlyMap<string, { why: string; times?: number }> = new Map([
  [
    'patient.access_log: patient own → all',
    {
      why: 'listPatientAccess never reads this reach: whose record it may be is asked of the patient Worker, where linked performs patient.read, whose own is a mutant of its own',
    },
  ],
  [
    'patient.access_days: patient own → all',
    { why: 'as patient.access_log: the patient Worker is asked whose record it may be' },
  ],
  [
    'gateway/identity/invitations/add-membership.ts without eq(membership.clinicId, clinicId)',
    {
      why: 'reached only by who loses a race between reading and accepting an invitation; gateway/identity/invitations/add-membership.test.ts loses it on purpose, and fails without the condition',
    },
  ],
  [
    'gateway/identity/relations/after-merge.ts without eq(membership.clinicId, clinicId)',
    {
      why: 'done by the sweep of the outbox, which no request wakes; the memberships are those whose stands_for row of the same clinic names the patient, and a patient is of one clinic',
    },
  ],
  [
    'gateway/identity/relations/after-merge.ts without eq(standsFor.clinicId, clinicId)',
    {
      why: 'done by the sweep of the outbox, which no request wakes; the merged id is a patient’s, which only relations of the clinic of that patient name',
    },
  ],
  [
    'workers/record/restrictions/lift.ts without x.clinic_id = clinicId',
    { why: 'the ids are those of restrictions that were read in the clinic in the same call', times: 2 },
  ],
  [
    'workers/record/restrictions/restrict.ts without eq(restriction.clinicId, clinicId)',
    {
      why: 'what reads it again after a write: its id was made in the same call, or is kept with the key of the clinic’s own account',
    },
  ],
  [
    'workers/appointment/rooms/view.ts without a.clinic_id = clinicId',
    {
      why: 'a trigger refuses a visit in a room of another clinic (migrations/appointment), so a visit in one of the clinic’s rooms is the clinic’s; the condition is there for the index',
      times: 2,
    },
  ],
  [
    'workers/appointment/queue/screens/show.ts without eq(queueScreen.clinicId, clinicId)',
    { why: 'the screen’s id and its clinic come from one token that the gateway signed, which names no other pair' },
  ],
  [
    'workers/appointment/series/book.ts without eq(appointment.clinicId, clinicId)',
    {
      why: 'the series’ id was made in the same call, and only the visits of this batch have it; the condition is there for the index',
    },
  ],
  [
    'workers/patient/import/import-write.ts without taken.clinic_id = clinicId',
    { why: 'the row is known by the patient’s id, made in the same call; the condition is there for the index' },
  ],
  [
    'workers/patient/duplicates/merged-into.ts without patient.clinicId = clinicId',
    {
      why: 'asked only where a trigger has refused a merge as `merged`; it refuses a patient of another clinic before that',
    },
  ],
  [
    'workers/record/observations/write.ts without eq(encounter.clinicId, clinicId)',
    {
      why: 'what it finds counts only where the patient Worker says of the clinic’s own patients that both ids are one person; the write after it looks for the encounter in the clinic',
    },
  ],
])
