-- A person has one visit at a time under whichever ids: patients who were merged keep the ids that their visits were written with.
-- linked_ids: JSON array of the person's other ids, as the patient Worker named them when the visit was last given its time.
ALTER TABLE appointment ADD COLUMN linked_ids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(linked_ids));

CREATE TRIGGER appointment_never_overlaps_person BEFORE INSERT ON appointment
WHEN NEW.linked_ids <> '[]' AND NEW.kind = 'scheduled' AND NEW.overbook_reason IS NULL AND NEW.finished_at IS NULL
  AND NEW.status IN ('booked', 'confirmed', 'arrived', 'in_progress')
BEGIN
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM json_each(NEW.linked_ids) j CROSS JOIN appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = j.value AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
END;

-- The twin for changes, as in 0004: where a time of the patient is taken anew.
CREATE TRIGGER appointment_never_moved_into_person BEFORE UPDATE ON appointment
WHEN NEW.linked_ids <> '[]' AND NEW.kind = 'scheduled' AND NEW.overbook_reason IS NULL AND NEW.finished_at IS NULL
  AND NEW.status IN ('booked', 'confirmed', 'arrived', 'in_progress')
  AND (NEW.patient_id <> OLD.patient_id OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at
    OR OLD.kind <> 'scheduled' OR OLD.overbook_reason IS NOT NULL OR OLD.finished_at IS NOT NULL
    OR OLD.status NOT IN ('booked', 'confirmed', 'arrived', 'in_progress'))
BEGIN
  SELECT RAISE(ABORT, 'patient_busy') WHERE EXISTS (SELECT 1 FROM json_each(NEW.linked_ids) j CROSS JOIN appointment a
    WHERE a.clinic_id = NEW.clinic_id AND a.patient_id = j.value AND a.id <> NEW.id
      AND a.starts_at > NEW.starts_at - 28800000 AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
      AND a.kind = 'scheduled' AND a.finished_at IS NULL AND a.status IN ('booked', 'confirmed', 'arrived', 'in_progress'));
END;

-- A person waits once for the same, as waitlist_once has it for one id.
CREATE TRIGGER refused_write_already_waiting BEFORE INSERT ON refused_write WHEN NEW.word = 'already_waiting'
BEGIN SELECT RAISE(ABORT, 'already_waiting'); END;
