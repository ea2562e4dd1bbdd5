-- The triggers of 0004 again, with assistants, holds and maintenance: whoever's time a visit takes is taken once, in whatever part.
-- A held time is free for the one who holds it, because the same batch takes the hold away first. updated_at is the instant of the write.
DROP TRIGGER appointment_never_overlaps;
DROP TRIGGER appointment_never_moved_into_another;

CREATE TRIGGER appointment_never_overlaps BEFORE INSERT ON appointment
WHEN NEW.kind = 'scheduled' AND NEW.overbook_reason IS NULL AND NEW.finished_at IS NULL
  AND NEW.status IN ('booked', 'confirmed', 'arrived', 'in_progress')
BEGIN
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = NEW.staff_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = NEW.staff_id AND t.appointment_id <> NEW.id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'staff_busy') WHERE NEW.assistant_ids <> '[]' AND (EXISTS (SELECT 1
    FROM json_each(NEW.assistant_ids) j CROSS JOIN appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = j.value AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'))
    OR EXISTS (SELECT 1 FROM json_each(NEW.assistant_ids) j CROSS JOIN assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = j.value AND t.appointment_id <> NEW.id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from));
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.room_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM room_maintenance m
    WHERE m.clinic_id = NEW.clinic_id AND m.room_id = NEW.room_id AND m.ends_at > NEW.busy_from AND m.starts_at < NEW.busy_until);
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = NEW.patient_id AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
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

CREATE TRIGGER appointment_never_moved_into_another BEFORE UPDATE ON appointment
WHEN NEW.kind = 'scheduled' AND NEW.overbook_reason IS NULL AND NEW.finished_at IS NULL
  AND NEW.status IN ('booked', 'confirmed', 'arrived', 'in_progress')
  AND (NEW.staff_id IS NOT OLD.staff_id OR NEW.room_id IS NOT OLD.room_id OR NEW.patient_id <> OLD.patient_id
    OR NEW.assistant_ids <> OLD.assistant_ids
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
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = NEW.staff_id AND t.appointment_id <> NEW.id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'staff_busy') WHERE NEW.assistant_ids <> '[]' AND (EXISTS (SELECT 1
    FROM json_each(NEW.assistant_ids) j CROSS JOIN appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.staff_id = j.value AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'))
    OR EXISTS (SELECT 1 FROM json_each(NEW.assistant_ids) j CROSS JOIN assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = j.value AND t.appointment_id <> NEW.id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from));
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.room_id AND a.id <> NEW.id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM room_maintenance m
    WHERE m.clinic_id = NEW.clinic_id AND m.room_id = NEW.room_id AND m.ends_at > NEW.busy_from AND m.starts_at < NEW.busy_until);
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = NEW.patient_id AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
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
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
  SELECT RAISE(ABORT, 'staff_busy') WHERE EXISTS (SELECT 1 FROM assistant_time t
    WHERE t.clinic_id = NEW.clinic_id AND t.staff_id = NEW.staff_id
      AND t.starts_at > NEW.busy_from - 32400000 AND t.starts_at < NEW.busy_until + 3600000
      AND t.busy_from < NEW.busy_until AND t.busy_until > NEW.busy_from);
  SELECT RAISE(ABORT, 'room_busy') WHERE NEW.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.room_id = NEW.room_id
      AND a.starts_at > NEW.busy_from - 32400000 AND a.starts_at < NEW.busy_until + 3600000
      AND a.busy_from < NEW.busy_until AND a.busy_until > NEW.busy_from
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
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
