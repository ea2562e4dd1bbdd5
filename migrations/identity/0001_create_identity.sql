-- Who may sign in, to which clinics, and from which devices. Times are Unix milliseconds.
-- account, credential, session and attempt belong to a person and not to a clinic: they are on the written list of tables without clinic_id.

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL, -- lower case, NFC: what a person signs in with
  name TEXT NOT NULL CHECK (length(name) > 0),
  locale TEXT NOT NULL CHECK (locale IN ('en', 'id')),
  confirmed_at INTEGER, -- when the mail address was confirmed
  disabled_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX account_email ON account (email);

-- Apart from account, so that no list of accounts ever selects a hash. The parameters are stored in the hash.
CREATE TABLE credential (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  password_hash TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- A copy of what the staff Worker owns, fed by its outbox; a token carries it. `creating` until staff has founded the clinic.
CREATE TABLE clinic (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  timezone TEXT NOT NULL,
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  locale TEXT NOT NULL CHECK (locale IN ('en', 'id')),
  status TEXT NOT NULL CHECK (status IN ('creating', 'active')),
  version INTEGER NOT NULL DEFAULT 0, -- of the staff Worker's row: an older copy never replaces a newer one
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE membership (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL REFERENCES clinic (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  roles TEXT NOT NULL CHECK (json_valid(roles) AND json_array_length(roles) > 0),
  staff_id TEXT,
  disabled_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX membership_of_clinic ON membership (clinic_id, account_id);
CREATE INDEX membership_of_account ON membership (account_id);

-- The patients a membership stands for: itself, a child, someone cared for.
CREATE TABLE stands_for (
  clinic_id TEXT NOT NULL,
  membership_id TEXT NOT NULL REFERENCES membership (id),
  patient_id TEXT NOT NULL,
  relation TEXT NOT NULL CHECK (relation IN ('self', 'guardian', 'carer')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (clinic_id, membership_id, patient_id)
) STRICT, WITHOUT ROWID;

-- One signed-in device. The refresh token rotates; only hashes are kept. The one before stays good for 30 s, because an answer can be lost.
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  clinic_id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  previous_hash TEXT,
  rotated_at INTEGER NOT NULL,
  device TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  revoked_for TEXT CHECK (revoked_for IN ('signed_out', 'replayed', 'by_user', 'by_owner', 'password_changed')),
  CHECK ((revoked_at IS NULL) = (revoked_for IS NULL))
) STRICT;
CREATE INDEX session_of_account ON session (account_id, created_at);

-- A sign-in that is being tried or has failed, per account and per address; deleted when it succeeds, swept after an hour.
CREATE TABLE attempt (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL, -- account:<hash of the address typed> or address:<IP, IPv6 by /64>
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX attempt_of_subject ON attempt (subject, at);
