-- Where a patient is told that the record was opened with a reason: the address of a week before, found when it was opened. The row goes
-- a week later.
CREATE TABLE opened_notice (
  id TEXT PRIMARY KEY, -- of the access, and the number of the address
  clinic_id TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX opened_notice_by_age ON opened_notice (created_at);
