-- A draft that is open when another signs the encounter can be signed no more: withdrawn_at (Unix milliseconds) says so, its text is kept.
-- The guard of signed notes is lifted for the one statement that marks those of before.
ALTER TABLE note ADD COLUMN withdrawn_at INTEGER CHECK (withdrawn_at IS NULL OR status = 'draft');
DROP TRIGGER note_signed;
UPDATE note SET withdrawn_at = (SELECT e.signed_at FROM encounter e WHERE e.id = note.encounter_id)
WHERE status = 'draft' AND EXISTS (SELECT 1 FROM encounter e WHERE e.id = note.encounter_id AND e.signed_at IS NOT NULL);
CREATE TRIGGER note_signed BEFORE UPDATE ON note
WHEN OLD.status = 'signed' OR OLD.withdrawn_at IS NOT NULL
  OR EXISTS (SELECT 1 FROM encounter WHERE id = OLD.encounter_id AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'signed'); END;

-- What is signed stays as it is, but for one thing: that it was entered in error. Then the status changes and its history grows by a step
-- (JSON: all but the closing bracket stays), and nothing else does; never back.
DROP TRIGGER encounter_signed;
CREATE TRIGGER encounter_signed BEFORE UPDATE ON encounter
WHEN OLD.signed_at IS NOT NULL AND (
  OLD.status <> 'finished' OR NEW.status <> 'entered_in_error'
  OR (NEW.class, NEW.started_at, NEW.signed_at, NEW.recorded_by_id, NEW.recorded_by_name, NEW.recorded_by_role, NEW.created_at)
    IS NOT (OLD.class, OLD.started_at, OLD.signed_at, OLD.recorded_by_id, OLD.recorded_by_name, OLD.recorded_by_role, OLD.created_at)
  OR NEW.ended_at IS NOT OLD.ended_at OR NEW.staff_id IS NOT OLD.staff_id OR NEW.signed_by_id IS NOT OLD.signed_by_id
  OR NEW.signed_by_name IS NOT OLD.signed_by_name OR NEW.signed_by_role IS NOT OLD.signed_by_role
  OR substr(NEW.status_history, 1, length(OLD.status_history) - 1)
    <> substr(OLD.status_history, 1, length(OLD.status_history) - 1))
BEGIN SELECT RAISE(ABORT, 'signed'); END;

-- Its measurements are retracted with it; observation_fixed lets nothing else of them change.
DROP TRIGGER observation_signed;
CREATE TRIGGER observation_signed BEFORE UPDATE ON observation
WHEN OLD.category <> 'laboratory' AND EXISTS (SELECT 1 FROM encounter
  WHERE id = OLD.encounter_id AND signed_at IS NOT NULL AND status <> 'entered_in_error')
BEGIN SELECT RAISE(ABORT, 'signed'); END;
