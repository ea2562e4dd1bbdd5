-- Who would like a time, the times that come free, and what was offered to whom. Times are Unix milliseconds, lengths minutes.

-- A wish. urgency: 0 routine, 1 soon, 2 urgent. days: JSON array of weekdays, 1 is Monday; from_time and to_time by the clinic's clock.
CREATE TABLE waitlist (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  staff_id TEXT,
  specialty TEXT,
  visit_type_id TEXT,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
  buffer_before INTEGER NOT NULL CHECK (buffer_before BETWEEN 0 AND 60),
  buffer_after INTEGER NOT NULL CHECK (buffer_after BETWEEN 0 AND 60),
  days TEXT CHECK (json_valid(days)),
  from_time TEXT CHECK (length(from_time) = 5),
  to_time TEXT CHECK (length(to_time) = 5),
  urgency INTEGER NOT NULL CHECK (urgency BETWEEN 0 AND 2),
  note TEXT,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'booked', 'removed')),
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (staff_id IS NULL OR specialty IS NULL)
) STRICT;
CREATE INDEX waitlist_by_status ON waitlist (clinic_id, status, created_at, id);
CREATE INDEX waitlist_by_urgency ON waitlist (clinic_id, status, urgency DESC, created_at, id);
CREATE INDEX waitlist_by_patient ON waitlist (clinic_id, patient_id, created_at, id);
CREATE INDEX waitlist_by_change ON waitlist (clinic_id, updated_at, id);
CREATE UNIQUE INDEX waitlist_once ON waitlist
  (clinic_id, patient_id, coalesce(staff_id, ''), coalesce(specialty, ''), coalesce(visit_type_id, '')) WHERE status = 'waiting';

-- A time that came free before it came, and when it is to be offered next: an outbox of the waitlist. Written by the trigger below alone,
-- so that whatever frees a time, a cancellation, a move, a series, an absence, is known here.
CREATE TABLE freed_slot (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  room_id TEXT,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  closed_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX freed_slot_due ON freed_slot (clinic_id, due_at) WHERE closed_at IS NULL;
CREATE INDEX freed_slot_due_anywhere ON freed_slot (due_at) WHERE closed_at IS NULL;

-- Ten seconds, so that a slip can be undone before anybody hears of it. Where nobody waits there is nothing to offer.
CREATE TRIGGER appointment_frees_its_time AFTER UPDATE ON appointment
WHEN OLD.kind = 'scheduled' AND OLD.staff_id IS NOT NULL AND OLD.overbook_reason IS NULL
  AND OLD.status IN ('booked', 'confirmed') AND OLD.starts_at > NEW.updated_at
  AND (NEW.status IN ('cancelled', 'no_show') OR NEW.staff_id IS NOT OLD.staff_id OR NEW.starts_at <> OLD.starts_at)
  AND EXISTS (SELECT 1 FROM waitlist w WHERE w.clinic_id = NEW.clinic_id AND w.status = 'waiting')
BEGIN
  INSERT OR IGNORE INTO freed_slot VALUES (OLD.id || '-' || NEW.version, OLD.clinic_id, OLD.staff_id, OLD.room_id, OLD.starts_at,
    OLD.ends_at, NEW.updated_at + 10000, NULL, NEW.updated_at);
END;

-- A freed time offered for one wish until expires_at; the hold of the same id keeps the time meanwhile. One wish has one open offer, one freed time is open or taken once: indexes, because two sweeps at once would both look before they write.
CREATE TABLE offer (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  waitlist_id TEXT NOT NULL REFERENCES waitlist (id),
  freed_id TEXT NOT NULL REFERENCES freed_slot (id),
  patient_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  room_id TEXT,
  visit_type_id TEXT,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  busy_from INTEGER NOT NULL,
  busy_until INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
  expires_at INTEGER NOT NULL,
  appointment_id TEXT,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK ((status = 'accepted') = (appointment_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX offer_of_wish ON offer (clinic_id, waitlist_id) WHERE status = 'open';
CREATE UNIQUE INDEX offer_of_slot ON offer (clinic_id, freed_id) WHERE status IN ('open', 'accepted');
CREATE INDEX offer_by_status ON offer (clinic_id, status, created_at, id);
CREATE INDEX offer_by_patient ON offer (clinic_id, patient_id, created_at, id);
CREATE INDEX offer_by_change ON offer (clinic_id, updated_at, id);
CREATE INDEX offer_by_freed ON offer (clinic_id, freed_id);
CREATE INDEX offer_open_until ON offer (expires_at) WHERE status = 'open';

-- An offer that is over stays as it is, however late an answer comes. updated_at is the instant of the write.
CREATE TRIGGER offer_answered_once BEFORE UPDATE ON offer
WHEN OLD.status <> 'open' OR (NEW.status IN ('accepted', 'declined') AND OLD.expires_at <= NEW.updated_at)
BEGIN SELECT RAISE(ABORT, 'offer_gone'); END;
