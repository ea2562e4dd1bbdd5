-- One more kind of mail: somebody stands for a patient from now on. SQLite changes no CHECK, so the table is made anew.
ALTER TABLE mail RENAME TO mail_before;
CREATE TABLE mail (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN
    ('registration', 'invitation', 'claim', 'password_reset', 'password_changed', 'patient_registration', 'second_factor_removed',
     'relation_begun')),
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
