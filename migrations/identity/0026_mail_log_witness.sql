-- The head of the access log, its number and its hash, goes to the owners by mail once a week where the clinic has chosen it: a witness that lies
-- where nobody who runs the system can rewrite it.
ALTER TABLE clinic ADD COLUMN log_witness INTEGER NOT NULL DEFAULT 0 CHECK (log_witness IN (0, 1));
ALTER TABLE clinic ADD COLUMN witnessed_at INTEGER;
CREATE INDEX clinic_to_witness ON clinic (witnessed_at) WHERE log_witness = 1;

-- What one owner is mailed: a row for each, so that a repeat says the same. Swept a week later.
CREATE TABLE log_witness (
  id TEXT PRIMARY KEY, -- of the clinic, when it was mailed before, and the owner: two sweeps at once make the same
  clinic_id TEXT NOT NULL,
  membership_id TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX log_witness_by_age ON log_witness (created_at);
