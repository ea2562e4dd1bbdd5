-- Somebody who registers on a clinic's public page. Confirmed by mail they become a new patient of the clinic with an account, their own or a
-- new one. acceptance marks the one confirmation that wins. Times are Unix milliseconds.
CREATE TABLE patient_registration (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0),
  birth_date TEXT CHECK (length(birth_date) = 10),
  phone TEXT,
  password_hash TEXT NOT NULL,
  locale TEXT NOT NULL CHECK (locale IN ('en', 'id')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  acceptance TEXT
) STRICT;
CREATE INDEX patient_registration_of_address ON patient_registration (clinic_id, email, created_at);
CREATE INDEX patient_registration_expires ON patient_registration (expires_at);
