-- Staff, room and patient have one visit at a time.
-- In the database because D1 has no interactive transaction: a read before the insert loses the race.
-- Half-open: a visit that ends at 09:30 leaves 09:30 free. Doctor and room are taken with the buffers, the patient without them.
-- 32400000 is the longest visit with its buffer before, 3600000 the longest buffer after: the range on starts_at is bounded.
-- A visit takes its time while it is ahead or running and not finished. Walk-ins make and meet no overlap. An overbooked visit is let
-- in, and ordinary ones respect it.
CREATE TRIGGER appointment_never_overlaps BEFORE INSERT ON appointment
WHEN NEW.kind = 'scheduled' AND NEW.overbook_reason IS NULL AND NEW.finished_at IS NULL
  AND NEW.status IN ('booked', 'confirmed', 'arrived', 'in_progress')
BEGIN
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = NEW.staff_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.room_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = NEW.patient_id AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
END;

-- The twin for changes. It looks only where the change takes something new (another doctor, room, patient or time, or a visit that comes
-- back to life), or a check-in would be refused because somebody was overbooked beside it.
CREATE TRIGGER appointment_never_moved_into_another BEFORE UPDATE ON appointment
WHEN NEW.kind = 'scheduled' AND NEW.overbook_reason IS NULL AND NEW.finished_at IS NULL
  AND NEW.status IN ('booked', 'confirmed', 'arrived', 'in_progress')
  AND (NEW.staff_id IS NOT OLD.staff_id OR NEW.room_id IS NOT OLD.room_id OR NEW.patient_id <> OLD.patient_id
    OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at
    OR NEW.busy_from <> OLD.busy_from OR NEW.busy_until <> OLD.busy_until
    OR OLD.kind <> 'scheduled' OR OLD.overbook_reason IS NOT NULL OR OLD.finished_at IS NOT NULL
    OR OLD.status NOT IN ('booked', 'confirmed', 'arrived', 'in_progress'))
BEGIN
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = NEW.staff_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.room_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = NEW.patient_id AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
END;

-- A visit's room is one of its clinic, still there and not under maintenance when it is chosen.
CREATE TRIGGER appointment_room_known BEFORE INSERT ON appointment
WHEN NEW.room_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM room r
  WHERE r.id = NEW.room_id AND r.clinic_id = NEW.clinic_id AND r.removed_at IS NULL AND r.maintenance = 0)
BEGIN SELECT RAISE(ABORT, 'room_not_found'); END;
CREATE TRIGGER appointment_new_room_known BEFORE UPDATE OF room_id ON appointment
WHEN NEW.room_id IS NOT NULL AND NEW.room_id IS NOT OLD.room_id AND NOT EXISTS (SELECT 1 FROM room r
  WHERE r.id = NEW.room_id AND r.clinic_id = NEW.clinic_id AND r.removed_at IS NULL AND r.maintenance = 0)
BEGIN SELECT RAISE(ABORT, 'room_not_found'); END;

-- A room with visits ahead or running cannot be removed.
CREATE TRIGGER room_in_use BEFORE UPDATE OF removed_at ON room
WHEN NEW.removed_at IS NOT NULL AND OLD.removed_at IS NULL AND EXISTS (SELECT 1 FROM appointment a
  WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.id AND a.finished_at IS NULL
    AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'))
BEGIN SELECT RAISE(ABORT, 'in_use'); END;
