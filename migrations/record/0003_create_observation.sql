-- One thing observed of a patient: a vital sign, a laboratory value, a finding. Times are Unix milliseconds.
-- code is LOINC, unit is UCUM. Exactly one kind of value; components is a JSON array of {code, value, unit}, so that the two numbers of a
-- blood pressure are one observation. batch_id is the first id of those recorded together.
CREATE TABLE observation (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  encounter_id TEXT,
  batch_id TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('vital_signs', 'laboratory', 'other')),
  code TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  value REAL,
  unit TEXT,
  value_text TEXT,
  value_code TEXT,
  components TEXT CHECK (components IS NULL OR json_valid(components)),
  interpretation TEXT,
  reference_range TEXT CHECK (reference_range IS NULL OR json_valid(reference_range)),
  status TEXT NOT NULL DEFAULT 'final' CHECK (status IN ('final', 'entered_in_error')),
  recorded_by_id TEXT NOT NULL,
  recorded_by_name TEXT NOT NULL,
  recorded_by_role TEXT NOT NULL,
  retracted_reason TEXT,
  retracted_at INTEGER,
  retracted_by_id TEXT,
  retracted_by_name TEXT,
  retracted_by_role TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK ((value IS NOT NULL) + (value_text IS NOT NULL) + (value_code IS NOT NULL) + (components IS NOT NULL) = 1),
  CHECK ((value IS NULL) = (unit IS NULL)),
  CHECK ((status = 'entered_in_error') = (retracted_reason IS NOT NULL)),
  CHECK ((status = 'entered_in_error') = (retracted_at IS NOT NULL))
) STRICT;
CREATE INDEX observation_by_time ON observation (clinic_id, observed_at, id);
CREATE INDEX observation_by_patient ON observation (clinic_id, patient_id, observed_at, id);
CREATE INDEX observation_by_code ON observation (clinic_id, patient_id, code, observed_at, id);
CREATE INDEX observation_by_encounter ON observation (clinic_id, encounter_id, observed_at, id) WHERE encounter_id IS NOT NULL;
CREATE INDEX observation_by_change ON observation (clinic_id, updated_at, id);
CREATE INDEX observation_by_batch ON observation (clinic_id, batch_id);
