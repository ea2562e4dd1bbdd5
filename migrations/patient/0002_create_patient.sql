-- A person the clinic looks after. Times are Unix milliseconds; birth_date and deceased_date may be partial (1950, 1950-07).
-- record_number counts 1, 2, 3 … per clinic without a gap: it is chosen inside the INSERT, so 50 at once get 50 consecutive ones.
CREATE TABLE patient (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  record_number INTEGER NOT NULL CHECK (record_number > 0),
  name_given TEXT,
  name_family TEXT,
  name_text TEXT NOT NULL CHECK (length(name_text) > 0),
  name_prefix TEXT,
  name_suffix TEXT,
  name_preferred TEXT,
  birth_date TEXT,
  sex TEXT NOT NULL CHECK (sex IN ('female', 'male', 'other', 'unknown')),
  gender_identity TEXT,
  phone TEXT,
  other_phones TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(other_phones)),
  email TEXT,
  address TEXT CHECK (address IS NULL OR json_valid(address)),
  contacts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(contacts)),
  language TEXT,
  interpreter INTEGER NOT NULL DEFAULT 0 CHECK (interpreter IN (0, 1)),
  marital_status TEXT,
  deceased INTEGER NOT NULL DEFAULT 0 CHECK (deceased IN (0, 1)),
  deceased_date TEXT CHECK (deceased_date IS NULL OR deceased = 1),
  coverages TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(coverages)),
  archived_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX patient_record_number ON patient (clinic_id, record_number);
