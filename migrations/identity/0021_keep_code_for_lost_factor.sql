-- A printed code that switches a lost second factor off, for whom nobody else can help: the only owner of a clinic, and who works in several.
-- One per account, beside its recovery codes, and gone with them.
ALTER TABLE recovery_code ADD COLUMN kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1));

-- More kinds of mail: what happens to a second factor. Which kinds there are, the code says, and a test holds every one against its rules;
-- a CHECK here would make the table anew for each. The mails that are due move along.
ALTER TABLE mail RENAME TO mail_before;
CREATE TABLE mail (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (length(kind) > 0),
  subject_id TEXT NOT NULL, -- the row it is about, of the table of that name; the account for what happened to one
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
