-- What takes time besides a visit's doctor and room: assistants, a time held while a form is filled in, a room under maintenance.
-- Times are Unix milliseconds, ranges half-open.

-- assistant_ids: JSON array of the other staff whose time the visit takes. series_id: the series it was booked with.
-- cancelled_late: cancelled inside the clinic's notice.
ALTER TABLE appointment ADD COLUMN assistant_ids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(assistant_ids));
ALTER TABLE appointment ADD COLUMN series_id TEXT;
ALTER TABLE appointment ADD COLUMN cancelled_late INTEGER CHECK (cancelled_late IN (0, 1));
CREATE INDEX appointment_by_series ON appointment (clinic_id, series_id, starts_at, id) WHERE series_id IS NOT NULL;

-- The time of assistants, as long as their visit takes it: kept by triggers of appointment alone, so that it can be looked up by person.
CREATE TABLE assistant_time (
  clinic_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  appointment_id TEXT NOT NULL,
  busy_from INTEGER NOT NULL,
  busy_until INTEGER NOT NULL,
  PRIMARY KEY (clinic_id, staff_id, starts_at, appointment_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER appointment_takes_assistants AFTER INSERT ON appointment
WHEN NEW.assistant_ids <> '[]' AND NEW.kind = 'scheduled' AND NEW.finished_at IS NULL
  AND NEW.status IN ('booked', 'confirmed', 'arrived', 'in_progress')
BEGIN
  INSERT INTO assistant_time SELECT NEW.clinic_id, value, NEW.starts_at, NEW.id, NEW.busy_from, NEW.busy_until
    FROM json_each(NEW.assistant_ids);
END;
CREATE TRIGGER appointment_moves_assistants AFTER UPDATE ON appointment
WHEN OLD.assistant_ids <> '[]' OR NEW.assistant_ids <> '[]'
BEGIN
  DELETE FROM assistant_time WHERE clinic_id = OLD.clinic_id AND staff_id IN (SELECT value FROM json_each(OLD.assistant_ids))
    AND starts_at = OLD.starts_at AND appointment_id = OLD.id;
  INSERT INTO assistant_time SELECT NEW.clinic_id, value, NEW.starts_at, NEW.id, NEW.busy_from, NEW.busy_until
    FROM json_each(NEW.assistant_ids)
    WHERE NEW.kind = 'scheduled' AND NEW.finished_at IS NULL
      AND NEW.status IN ('booked', 'confirmed', 'arrived', 'in_progress');
END;

-- A time that somebody is booking just now. Nothing counts an expired one, by the instant of whoever asks; the sweep takes them away.
CREATE TABLE slot_hold (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  room_id TEXT,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at - starts_at BETWEEN 300000 AND 28800000),
  busy_from INTEGER NOT NULL CHECK (starts_at - busy_from BETWEEN 0 AND 3600000),
  busy_until INTEGER NOT NULL CHECK (busy_until - ends_at BETWEEN 0 AND 3600000),
  expires_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX slot_hold_by_staff ON slot_hold (clinic_id, staff_id, starts_at);
CREATE INDEX slot_hold_by_room ON slot_hold (clinic_id, room_id, starts_at) WHERE room_id IS NOT NULL;
CREATE INDEX slot_hold_by_account ON slot_hold (clinic_id, account_id, expires_at);
CREATE INDEX slot_hold_by_expiry ON slot_hold (expires_at);

-- A room that cannot be used for a while. By its end: what is over is never read.
CREATE TABLE room_maintenance (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  room_id TEXT NOT NULL REFERENCES room (id),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > starts_at),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX room_maintenance_by_end ON room_maintenance (clinic_id, room_id, ends_at, id);

-- A series: its rule, and what came of each of its dates when it was booked, as JSON, so that a repeat of the request is answered alike.
CREATE TABLE series (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  every TEXT NOT NULL CHECK (every IN ('week', 'fortnight', 'month')),
  by TEXT CHECK (by IN ('weekday', 'date')),
  count INTEGER CHECK (count BETWEEN 2 AND 52),
  until TEXT CHECK (length(until) = 10),
  planned TEXT NOT NULL CHECK (json_valid(planned)),
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- Never holds a row: INSERT INTO refused_write SELECT '<word>' WHERE <too many> ends a batch with that word.
CREATE TABLE refused_write (word TEXT NOT NULL) STRICT;
CREATE TRIGGER refused_write_daily_limit BEFORE INSERT ON refused_write WHEN NEW.word = 'daily_limit'
BEGIN SELECT RAISE(ABORT, 'daily_limit'); END;
CREATE TRIGGER refused_write_too_many_open BEFORE INSERT ON refused_write WHEN NEW.word = 'too_many_open'
BEGIN SELECT RAISE(ABORT, 'too_many_open'); END;
