-- One extra opening: time in which someone works besides the weekly hours, Unix milliseconds, half-open.
-- No longer than 25 hours (a day, also one on which the clock goes back), so that "which touch this week" reads a bounded range of starts_at.
CREATE TABLE opening (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  reason TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 90000000)
) STRICT;
CREATE INDEX opening_by_staff ON opening (clinic_id, staff_id, starts_at, id);
-- For the hours of the whole clinic: a bounded range, whoever it is.
CREATE INDEX opening_by_start ON opening (clinic_id, starts_at);
