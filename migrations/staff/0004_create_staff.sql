-- Who works at the clinic. specialties, licences and languages are small JSON arrays: always read and replaced whole.
-- name_key is the name folded for sorting and searching (lower case, no accents). archived_from: from then on no longer here.
CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0),
  name_key TEXT NOT NULL,
  title TEXT,
  profession TEXT NOT NULL CHECK (profession IN ('doctor', 'dentist', 'midwife', 'nurse', 'therapist', 'admin', 'other')),
  specialties TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(specialties)),
  licences TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(licences)),
  languages TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(languages)),
  bookable INTEGER NOT NULL CHECK (bookable IN (0, 1)),
  archived_from INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_by_name ON staff (clinic_id, name_key, id);

-- The week that holds for one member of staff from a date on. Dates and times of day are the clinic's own.
-- One row is one week, replaced whole, so that no two requests can mix their sessions.
CREATE TABLE availability (
  clinic_id TEXT NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
  valid_to TEXT CHECK (valid_to IS NULL OR valid_to >= valid_from),
  weekly TEXT NOT NULL CHECK (json_valid(weekly)),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (clinic_id, staff_id, valid_from)
) STRICT, WITHOUT ROWID;

-- Times in which one member of staff is away, Unix milliseconds, half-open; bounded like closures, for the same reason.
CREATE TABLE absence (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  reason TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 63158400000)
) STRICT;
CREATE INDEX absence_by_staff ON absence (clinic_id, staff_id, starts_at, id);
-- For the hours of the whole clinic: what has not ended yet is little, what has is not read.
CREATE INDEX absence_by_end ON absence (clinic_id, ends_at, starts_at);
