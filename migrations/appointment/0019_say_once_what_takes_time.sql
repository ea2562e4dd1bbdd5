-- What takes time is said once: every trigger and every question reads these two columns. Both follow from the row and are not stored.
-- open: nobody has said yet how the visit went. takes_time: it keeps its doctor, assistants, room and patient from another visit, which a
-- walk-in never does and a finished visit no longer. Written with OR: SQLite would build the list of an IN anew for every row it reads.
ALTER TABLE appointment ADD COLUMN open INTEGER NOT NULL
  GENERATED ALWAYS AS (status = 'booked' OR status = 'confirmed' OR status = 'arrived' OR status = 'in_progress') VIRTUAL;
ALTER TABLE appointment ADD COLUMN takes_time INTEGER NOT NULL
  GENERATED ALWAYS AS (kind = 'scheduled' AND finished_at IS NULL AND open) VIRTUAL;

-- The triggers of 0004, 0007, 0008 and 0018 again, in these words. None of them decides otherwise than before.
DROP TRIGGER room_in_use;
DROP TRIGGER appointment_takes_assistants;
DROP TRIGGER appointment_moves_assistants;
DROP TRIGGER appointment_never_overlaps;
DROP TRIGGER appointment_never_moved_into_another;
DROP TRIGGER slot_hold_never_overlaps;
DROP TRIGGER appointment_never_overlaps_person;
DROP TRIGGER appointment_never_moved_into_person;

-- A room with visits ahead or running cannot be removed; a walk-in needs its room, too.
CREATE TRIGGER room_in_use BEFORE UPDATE OF removed_at ON room
WHEN NEW.removed_at IS NOT NULL AND OLD.removed_at IS NULL AND EXISTS (SELECT 1 FROM appointment a
  WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.id AND a.finished_at IS NULL AND a.open)
BEGIN SELECT RAISE(ABORT, 'in_use'); END;

-- The time of assistants, as long as their visit takes it.
CREATE TRIGGER appointment_takes_assistants AFTER INSERT ON appointment
WHEN NEW.assistant_ids <> '[]' AND NEW.takes_time
BEGIN
  INSERT INTO assistant_time (clinic_id, staff_id, starts_at, appointment_id, busy_from, busy_until)
    SELECT NEW.clinic_id, value, NEW.starts_at, NEW.id, NEW.busy_from, NEW.busy_until
    FROM json_each(NEW.assistant_ids);
END;
CREATE TRIGGER appointment_moves_assistants AFTER UPDATE ON appointment
WHEN OLD.assistant_ids <> '[]' OR NEW.assistant_ids <> '[]'
BEGIN
  DELETE FROM assistant_time WHERE clinic_id = OLD.clinic_id AND staff_id IN (SELECT value FROM json_each(OLD.assistant_ids))
    AND starts_at = OLD.starts_at AND appointment_id = OLD.id;
  INSERT INTO assistant_time (clinic_id, staff_id, starts_at, appointment_id, busy_from, busy_until)
    SELECT NEW.clinic_id, value, NEW.starts_at, NEW.id, NEW.busy_from, NEW.busy_until
    FROM json_each(NEW.assistant_ids) WHERE NEW.takes_time;
END;

-- Whoever's time a visit takes is taken once. An overbooked visit is let in, and ordinary ones respect it.
CREATE TRIGGER appointment_never_overlaps BEFORE INSERT ON appointment
WHEN NEW.takes_time AND NEW.overbook_reason IS NULL
BEGIN
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = NEW.staff_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from AND a.takes_time);
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = NEW.staff_id AND t.appointment_id <> NEW.id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'staff_busy') WHERE NEW.assistant_ids <> '[]' AND (EXISTS (SELECT 1
    FROM json_each(NEW.assistant_ids) j CROSS JOIN appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = j.value AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from AND a.takes_time)
    OR EXISTS (SELECT 1 FROM json_each(NEW.assistant_ids) j CROSS JOIN assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = j.value AND t.appointment_id <> NEW.id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from));
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.room_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from AND a.takes_time);
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM room_maintenance m
    WHERE m.clinic_id = NEW.clinic_id AND m.room_id = NEW.room_id AND m.ends_at > NEW.busy_from AND m.starts_at < NEW.busy_until);
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = NEW.patient_id AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at AND a.takes_time);
  SELECT RAISE(ABORT, 'slot_held') WHERE EXISTS (SELECT 1 FROM slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.staff_id = NEW.staff_id AND h.expires_at > NEW.updated_at
      AND h.starts_at > NEW.busy_from - 32400000 AND h.starts_at < NEW.busy_until + 3600000
      AND h.busy_from < NEW.busy_until AND h.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'slot_held') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.room_id = NEW.room_id AND h.expires_at > NEW.updated_at
      AND h.starts_at > NEW.busy_from - 32400000 AND h.starts_at < NEW.busy_until + 3600000
      AND h.busy_from < NEW.busy_until AND h.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'slot_held') WHERE NEW.assistant_ids <> '[]' AND EXISTS (SELECT 1
    FROM json_each(NEW.assistant_ids) j CROSS JOIN slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.staff_id = j.value AND h.expires_at > NEW.updated_at
      AND h.starts_at > NEW.busy_from - 32400000 AND h.starts_at < NEW.busy_until + 3600000
      AND h.busy_from < NEW.busy_until AND h.busy_until > NEW.busy_from);
END;

-- The twin for changes: where the change takes something new, or the visit comes back to life.
CREATE TRIGGER appointment_never_moved_into_another BEFORE UPDATE ON appointment
WHEN NEW.takes_time AND NEW.overbook_reason IS NULL
  AND (NEW.staff_id IS NOT OLD.staff_id OR NEW.room_id IS NOT OLD.room_id OR NEW.patient_id <> OLD.patient_id
    OR NEW.assistant_ids <> OLD.assistant_ids
    OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at
    OR NEW.busy_from <> OLD.busy_from OR NEW.busy_until <> OLD.busy_until
    OR NOT OLD.takes_time OR OLD.overbook_reason IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = NEW.staff_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from AND a.takes_time);
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = NEW.staff_id AND t.appointment_id <> NEW.id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'staff_busy') WHERE NEW.assistant_ids <> '[]' AND (EXISTS (SELECT 1
    FROM json_each(NEW.assistant_ids) j CROSS JOIN appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = j.value AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from AND a.takes_time)
    OR EXISTS (SELECT 1 FROM json_each(NEW.assistant_ids) j CROSS JOIN assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = j.value AND t.appointment_id <> NEW.id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from));
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.room_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from AND a.takes_time);
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM room_maintenance m
    WHERE m.clinic_id = NEW.clinic_id AND m.room_id = NEW.room_id AND m.ends_at > NEW.busy_from AND m.starts_at < NEW.busy_until);
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = NEW.patient_id AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at AND a.takes_time);
  SELECT RAISE(ABORT, 'slot_held') WHERE EXISTS (SELECT 1 FROM slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.staff_id = NEW.staff_id AND h.expires_at > NEW.updated_at
      AND h.starts_at > NEW.busy_from - 32400000 AND h.starts_at < NEW.busy_until + 3600000
      AND h.busy_from < NEW.busy_until AND h.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'slot_held') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.room_id = NEW.room_id AND h.expires_at > NEW.updated_at
      AND h.starts_at > NEW.busy_from - 32400000 AND h.starts_at < NEW.busy_until + 3600000
      AND h.busy_from < NEW.busy_until AND h.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'slot_held') WHERE NEW.assistant_ids <> '[]' AND EXISTS (SELECT 1
    FROM json_each(NEW.assistant_ids) j CROSS JOIN slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.staff_id = j.value AND h.expires_at > NEW.updated_at
      AND h.starts_at > NEW.busy_from - 32400000 AND h.starts_at < NEW.busy_until + 3600000
      AND h.busy_from < NEW.busy_until AND h.busy_until > NEW.busy_from);
END;

-- A hold takes the time of doctor and room as a visit would; a person has at most five open ones.
CREATE TRIGGER slot_hold_never_overlaps BEFORE INSERT ON slot_hold
BEGIN
  SELECT RAISE(ABORT, 'too_many_open') WHERE (SELECT count(*) FROM slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.account_id = NEW.account_id AND h.expires_at > NEW.created_at) >= 5;
  SELECT RAISE(ABORT, 'room_not_found') WHERE NEW.room_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM room r
    WHERE r.id = NEW.room_id AND r.clinic_id = NEW.clinic_id AND r.removed_at IS NULL AND r.maintenance = 0);
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = NEW.staff_id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from AND a.takes_time);
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = NEW.staff_id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.room_id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from AND a.takes_time);
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM room_maintenance m
    WHERE m.clinic_id = NEW.clinic_id AND m.room_id = NEW.room_id AND m.ends_at > NEW.busy_from AND m.starts_at < NEW.busy_until);
  SELECT RAISE(ABORT, 'slot_held') WHERE EXISTS (SELECT 1 FROM slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.staff_id = NEW.staff_id AND h.expires_at > NEW.created_at
      AND h.starts_at > NEW.busy_from - 32400000 AND h.starts_at < NEW.busy_until + 3600000
      AND h.busy_from < NEW.busy_until AND h.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'slot_held') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.room_id = NEW.room_id AND h.expires_at > NEW.created_at
      AND h.starts_at > NEW.busy_from - 32400000 AND h.starts_at < NEW.busy_until + 3600000
      AND h.busy_from < NEW.busy_until AND h.busy_until > NEW.busy_from);
END;

-- A person has one visit at a time under whichever ids.
CREATE TRIGGER appointment_never_overlaps_person BEFORE INSERT ON appointment
WHEN NEW.linked_ids <> '[]' AND NEW.takes_time AND NEW.overbook_reason IS NULL
BEGIN
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM json_each(NEW.linked_ids) j CROSS JOIN appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = j.value AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at AND a.takes_time);
END;

CREATE TRIGGER appointment_never_moved_into_person BEFORE UPDATE ON appointment
WHEN NEW.linked_ids <> '[]' AND NEW.takes_time AND NEW.overbook_reason IS NULL
  AND (NEW.patient_id <> OLD.patient_id OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at
    OR NOT OLD.takes_time OR OLD.overbook_reason IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM json_each(NEW.linked_ids) j CROSS JOIN appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = j.value AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at AND a.takes_time);
END;
