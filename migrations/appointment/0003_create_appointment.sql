-- A visit, from its booking to its end. Times are Unix milliseconds.
-- busy_from and busy_until are the visit with its buffers: what it takes of doctor and room. No visit is longer than 480 minutes and no
-- buffer than 60 (CHECK), so whoever looks for overlaps reads a bounded range of starts_at and never the past.
CREATE TABLE appointment (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('scheduled', 'walk_in')),
  patient_id TEXT NOT NULL,
  staff_id TEXT,
  specialty TEXT,
  room_id TEXT,
  visit_type_id TEXT,
  mode TEXT NOT NULL CHECK (mode IN ('in_person', 'video', 'phone', 'home')),
  reason TEXT,
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  overbook_reason TEXT,
  status TEXT NOT NULL
    CHECK (status IN ('booked', 'confirmed', 'arrived', 'in_progress', 'completed', 'cancelled', 'no_show')),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at - starts_at BETWEEN 300000 AND 28800000),
  busy_from INTEGER NOT NULL CHECK (starts_at - busy_from BETWEEN 0 AND 3600000),
  busy_until INTEGER NOT NULL CHECK (busy_until - ends_at BETWEEN 0 AND 3600000),
  queue_date TEXT,
  queue_number INTEGER CHECK (queue_number > 0),
  arrived_at INTEGER,
  started_at INTEGER,
  finished_at INTEGER,
  completed_at INTEGER,
  cancelled_at INTEGER,
  cancelled_by TEXT CHECK (cancelled_by IN ('patient', 'clinic')),
  cancelled_code TEXT CHECK (cancelled_code IN ('ill', 'left', 'rebooked', 'error', 'other')),
  cancelled_reason TEXT,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (staff_id IS NOT NULL OR (kind = 'walk_in' AND status NOT IN ('in_progress', 'completed'))),
  CHECK ((queue_date IS NULL) = (queue_number IS NULL)),
  CHECK ((status = 'cancelled') = (cancelled_code IS NOT NULL))
) STRICT;
CREATE INDEX appointment_by_time ON appointment (clinic_id, starts_at, id);
CREATE INDEX appointment_by_staff ON appointment (clinic_id, staff_id, starts_at, id);
CREATE INDEX appointment_by_patient ON appointment (clinic_id, patient_id, starts_at, id);
CREATE INDEX appointment_by_room ON appointment (clinic_id, room_id, starts_at, id);
CREATE INDEX appointment_by_status ON appointment (clinic_id, status, starts_at, id);
CREATE INDEX appointment_by_change ON appointment (clinic_id, updated_at, id);
CREATE UNIQUE INDEX appointment_queue_number ON appointment (clinic_id, queue_date, queue_number);

-- Every step of a visit: who set which status when. number is the visit's version after the step; before_step is what it changed, as
-- JSON, so that the last one can be undone. An undone step stays, marked.
CREATE TABLE appointment_step (
  clinic_id TEXT NOT NULL,
  appointment_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  action TEXT NOT NULL,
  status TEXT NOT NULL,
  at INTEGER NOT NULL,
  noted_at INTEGER NOT NULL,
  account_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  before_step TEXT CHECK (before_step IS NULL OR json_valid(before_step)),
  undone_at INTEGER,
  PRIMARY KEY (clinic_id, appointment_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER appointment_step_never_changed
BEFORE UPDATE OF clinic_id, appointment_id, number, action, status, at, noted_at, account_id, actor_name, before_step ON appointment_step
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER appointment_step_never_deleted BEFORE DELETE ON appointment_step
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER appointment_step_never_replaced BEFORE INSERT ON appointment_step
WHEN EXISTS (SELECT 1 FROM appointment_step s
  WHERE s.clinic_id = NEW.clinic_id AND s.appointment_id = NEW.appointment_id AND s.number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
