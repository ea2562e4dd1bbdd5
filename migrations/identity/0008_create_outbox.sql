-- Entries of the access log that identity's own writes have to leave (invitations, members, passwords, second factors), in the same batch as
-- the write, settled once the clinic's log holds them. Times are Unix milliseconds. due_at lies a little ahead, since the gateway appends the
-- entry itself before it answers, and moves ahead with every attempt. The sweep asks by state and time over all clinics: the indexes here do
-- not begin with the clinic.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  object_id TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  settled_at INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE settled_at IS NULL;
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;
