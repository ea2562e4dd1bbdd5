-- Whether a password is long enough without a second factor beside it: how long it is, is known only while it is set or typed. Where one
-- stands beside it now, the next sign-in finds out.
ALTER TABLE credential ADD COLUMN stands_alone INTEGER NOT NULL DEFAULT 0 CHECK (stands_alone IN (0, 1));
UPDATE credential SET stands_alone = 1 WHERE NOT EXISTS
  (SELECT 1 FROM second_factor f WHERE f.account_id = credential.account_id AND f.confirmed_at IS NOT NULL);

-- One more kind of mail: an owner took away a second factor that was lost. SQLite changes no CHECK, so the table is made anew.
ALTER TABLE mail RENAME TO mail_before;
CREATE TABLE mail (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN
    ('registration', 'invitation', 'claim', 'password_reset', 'password_changed', 'patient_registration', 'second_factor_removed')),
  subject_id TEXT NOT NULL, -- the row it is about, of the table of that name; the account for password_changed and second_factor_removed
  origin TEXT NOT NULL, -- of the web app, for the link
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL, -- moves ahead with every attempt
  attempts INTEGER NOT NULL DEFAULT 0,
  settled_at INTEGER
) STRICT;
INSERT INTO mail SELECT * FROM mail_before;
DROP TABLE mail_before;
CREATE INDEX mail_due ON mail (due_at) WHERE settled_at IS NULL;
CREATE INDEX mail_of_subject ON mail (subject_id, created_at);
