-- One meeting of a patient with the clinic, and the notes written in it. Times are Unix milliseconds.
-- An appointment has at most one encounter: of fifty that open it at once, one wins and the others are shown it.
-- status_history is a JSON array of {status, at, by:{id, name, role}}; *_by_* keep who it was, with the name and role of that day.
CREATE TABLE encounter (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  appointment_id TEXT,
  staff_id TEXT,
  class TEXT NOT NULL CHECK (class IN ('ambulatory', 'virtual', 'home', 'emergency')),
  status TEXT NOT NULL CHECK (status IN ('in_progress', 'finished', 'entered_in_error')),
  status_history TEXT NOT NULL CHECK (json_valid(status_history)),
  started_at INTEGER NOT NULL,
  ended_at INTEGER CHECK (ended_at IS NULL OR ended_at >= started_at),
  recorded_by_id TEXT NOT NULL,
  recorded_by_name TEXT NOT NULL,
  recorded_by_role TEXT NOT NULL,
  signed_at INTEGER CHECK (signed_at IS NULL OR status <> 'in_progress'),
  signed_by_id TEXT,
  signed_by_name TEXT,
  signed_by_role TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX encounter_of_appointment ON encounter (clinic_id, appointment_id) WHERE appointment_id IS NOT NULL;
CREATE INDEX encounter_by_time ON encounter (clinic_id, started_at, id);
CREATE INDEX encounter_by_patient ON encounter (clinic_id, patient_id, started_at, id);
CREATE INDEX encounter_by_staff ON encounter (clinic_id, staff_id, started_at, id);
CREATE INDEX encounter_by_change ON encounter (clinic_id, updated_at, id);
CREATE INDEX encounter_unsigned ON encounter (clinic_id, started_at, id) WHERE status = 'in_progress';

-- A SOAP note has four fields, the others one text. One SOAP note per encounter, by one author. patient_id is
-- the encounter's, kept here so that a patient's timeline is read from one index.
CREATE TABLE note (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  encounter_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('soap', 'nursing', 'progress', 'other')),
  status TEXT NOT NULL CHECK (status IN ('draft', 'signed')),
  recorded_by_id TEXT NOT NULL,
  recorded_by_name TEXT NOT NULL,
  recorded_by_role TEXT NOT NULL,
  signed_at INTEGER CHECK ((signed_at IS NULL) = (status = 'draft')),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  subjective TEXT,
  objective TEXT,
  assessment TEXT,
  plan TEXT,
  text TEXT,
  CHECK (kind = 'soap' OR text IS NOT NULL),
  CHECK (kind <> 'soap' OR text IS NULL)
) STRICT;
CREATE UNIQUE INDEX note_soap ON note (clinic_id, encounter_id) WHERE kind = 'soap';
CREATE INDEX note_by_encounter ON note (clinic_id, encounter_id, created_at, id);
CREATE INDEX note_by_patient ON note (clinic_id, patient_id, created_at, id);
CREATE INDEX note_draft_by_author ON note (clinic_id, recorded_by_id, encounter_id) WHERE status = 'draft';

-- The text of a note as it was signed: its canonical JSON and the SHA-256 of exactly these bytes (hex). Append-only.
CREATE TABLE note_version (
  note_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  clinic_id TEXT NOT NULL,
  encounter_id TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  signed_by_id TEXT NOT NULL,
  signed_by_name TEXT NOT NULL,
  signed_by_role TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  PRIMARY KEY (note_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_version_by_encounter ON note_version (clinic_id, encounter_id);
