-- What must follow a write in another Worker, left in the same batch, taken by the gateway's sweep and settled when its effect is done.
-- Times are Unix milliseconds. due_at moves ahead with every attempt, so what fails waits longer and never blocks the rest.
-- The sweep asks by state and due time over all clinics: the one index here that does not begin with the clinic.
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
