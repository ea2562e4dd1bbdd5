-- A record that staff open only with a reason. A person has one restriction in force, whatever the ids: restricted_patient holds every id that
-- it covers, and follows merges. Times are Unix milliseconds. Nothing is deleted but the cover of what was lifted.
CREATE TABLE restriction (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  patient_id TEXT NOT NULL, -- the id under which it was set
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  blocked TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(blocked)), -- accounts that never get in, with no reason
  recorded_by_id TEXT NOT NULL,
  recorded_by_name TEXT NOT NULL,
  recorded_by_role TEXT NOT NULL,
  lifted_at INTEGER,
  lifted_by_id TEXT,
  lifted_by_name TEXT,
  lifted_reason TEXT,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK ((lifted_at IS NULL) = (lifted_by_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX restriction_once ON restriction (clinic_id, patient_id) WHERE lifted_at IS NULL;

CREATE TABLE restricted_patient (
  clinic_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  restriction_id TEXT NOT NULL REFERENCES restriction (id),
  PRIMARY KEY (clinic_id, patient_id, restriction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX restricted_patient_by_restriction ON restricted_patient (restriction_id);

-- A record that somebody opened with a reason, until the clinic's midnight.
CREATE TABLE record_access (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  until INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX record_access_by_patient ON record_access (clinic_id, patient_id, created_at, id);

-- To whom it is open, by every id of the person; swept when it is over.
CREATE TABLE opened_record (
  clinic_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  access_id TEXT NOT NULL REFERENCES record_access (id),
  until INTEGER NOT NULL,
  PRIMARY KEY (clinic_id, account_id, patient_id, access_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX opened_record_by_patient ON opened_record (clinic_id, patient_id);
CREATE INDEX opened_record_by_end ON opened_record (until);

-- A copy of the clinic's policy, which staff owns. No row: nobody is asked.
CREATE TABLE asking_policy (
  clinic_id TEXT PRIMARY KEY,
  ask_reason TEXT NOT NULL CHECK (ask_reason IN ('never', 'unrelated')),
  version INTEGER NOT NULL
) STRICT;
