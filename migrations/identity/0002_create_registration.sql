-- Accounts that make themselves: registrations and invitations, passwords asked anew, and the mails that carry their links.
-- Times are Unix milliseconds. No link and no code is kept: a link is an HMAC over the row's id, of a printed code there is only a hash.

-- A clinic that wants to begin. Its ids are fixed here, so that confirming can be done again where it broke off.
CREATE TABLE registration (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  account_id TEXT NOT NULL, -- of the account to be, where the address has none when it is confirmed
  email TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  name TEXT NOT NULL,
  timezone TEXT NOT NULL,
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  locale TEXT NOT NULL CHECK (locale IN ('en', 'id')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  confirmed_at INTEGER
) STRICT;
CREATE INDEX registration_of_address ON registration (email, created_at);
CREATE INDEX registration_expires ON registration (expires_at);

-- Somebody asked into a clinic: staff by roles, or a patient, guardian or carer bound to a patient record.
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  email TEXT, -- where there is none, a code was printed
  name TEXT NOT NULL CHECK (length(name) > 0),
  roles TEXT NOT NULL CHECK (json_valid(roles) AND json_array_length(roles) > 0),
  staff_id TEXT,
  patient_id TEXT,
  relation TEXT CHECK (relation IN ('self', 'guardian', 'carer')),
  locale TEXT NOT NULL CHECK (locale IN ('en', 'id')),
  round INTEGER NOT NULL DEFAULT 1, -- a link carries it: sending anew makes the links before it useless
  code_hash TEXT,
  invited_by TEXT NOT NULL,
  invited_by_name TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  accepted_at INTEGER,
  accepted_by TEXT REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
  acceptance TEXT, -- which of many tries at once won; the rows that go with it ask for it
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK ((email IS NULL) <> (code_hash IS NULL)),
  CHECK ((patient_id IS NULL) = (relation IS NULL)),
  CHECK (patient_id IS NULL OR roles = '["patient"]'),
  CHECK ((accepted_at IS NULL) = (accepted_by IS NULL) AND (accepted_at IS NULL) = (acceptance IS NULL)),
  CHECK (accepted_at IS NULL OR revoked_at IS NULL)
) STRICT;
CREATE INDEX invitation_of_clinic ON invitation (clinic_id, created_at, id);
CREATE INDEX invitation_of_patient ON invitation (clinic_id, patient_id, created_at) WHERE patient_id IS NOT NULL;
CREATE UNIQUE INDEX invitation_code ON invitation (code_hash) WHERE code_hash IS NOT NULL;

-- Who holds a printed code and named an address. The mail to that address finishes it.
CREATE TABLE claim (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  invitation_id TEXT NOT NULL REFERENCES invitation (id),
  email TEXT NOT NULL,
  password_hash TEXT, -- of the account to be, where the address has none
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_of_invitation ON claim (clinic_id, invitation_id, created_at);
CREATE INDEX claim_expires ON claim (expires_at);

-- A password that was forgotten: one link, used once. An unknown address leaves a row of nobody, so that it costs the same.
CREATE TABLE password_reset (
  id TEXT PRIMARY KEY,
  account_id TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX password_reset_of_account ON password_reset (account_id, created_at);
CREATE INDEX password_reset_expires ON password_reset (expires_at);

-- Mails that are due: what for, never what they say. Settled when sent, or when there is nothing left to send.
CREATE TABLE mail (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN
    ('registration', 'invitation', 'claim', 'password_reset', 'password_changed', 'patient_registration')),
  subject_id TEXT NOT NULL, -- the row it is about, of the table of that name; the account for password_changed
  origin TEXT NOT NULL, -- of the web app, for the link
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL, -- moves ahead with every attempt
  attempts INTEGER NOT NULL DEFAULT 0,
  settled_at INTEGER
) STRICT;
CREATE INDEX mail_due ON mail (due_at) WHERE settled_at IS NULL;
CREATE INDEX mail_of_subject ON mail (subject_id, created_at);

-- A clinic is never without an owner who may sign in. In the database, because two owners may take leave of each other at once.
CREATE TRIGGER membership_keeps_an_owner BEFORE UPDATE OF roles, disabled_at ON membership
WHEN OLD.disabled_at IS NULL AND EXISTS (SELECT 1 FROM json_each(OLD.roles) WHERE value = 'owner')
  AND (NEW.disabled_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM json_each(NEW.roles) WHERE value = 'owner'))
  AND NOT EXISTS (SELECT 1 FROM membership m, json_each(m.roles) r
    WHERE m.clinic_id = OLD.clinic_id AND m.id <> OLD.id AND m.disabled_at IS NULL AND r.value = 'owner')
BEGIN SELECT RAISE(ABORT, 'last_owner'); END;

CREATE TRIGGER membership_leaves_an_owner BEFORE DELETE ON membership
WHEN OLD.disabled_at IS NULL AND EXISTS (SELECT 1 FROM json_each(OLD.roles) WHERE value = 'owner')
  AND NOT EXISTS (SELECT 1 FROM membership m, json_each(m.roles) r
    WHERE m.clinic_id = OLD.clinic_id AND m.id <> OLD.id AND m.disabled_at IS NULL AND r.value = 'owner')
BEGIN SELECT RAISE(ABORT, 'last_owner'); END;

CREATE INDEX membership_listed ON membership (clinic_id, created_at, id);
CREATE INDEX clinic_creating ON clinic (created_at) WHERE status = 'creating';
