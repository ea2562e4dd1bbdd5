-- What is signed stays as it is, whoever writes and by whatever statement. In the database because no caller can skip it here.
-- Each table takes four guards: UPDATE, DELETE, INSERT over an existing key (INSERT OR REPLACE removes the old row without firing the
-- DELETE trigger), and a change of identity (UPDATE OR REPLACE could put another row in a signed one's place). A key here is the id, the
-- unique index, and SQLite's own rowid; NEW.rowid is -1 where the INSERT leaves it to the database.
-- Words: signed, never_deleted, never_replaced, fixed, already_open, encounter_not_found.

CREATE TRIGGER encounter_signed BEFORE UPDATE ON encounter WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER encounter_fixed BEFORE UPDATE ON encounter
WHEN NEW.rowid <> OLD.rowid OR NEW.id <> OLD.id OR NEW.clinic_id <> OLD.clinic_id OR NEW.patient_id <> OLD.patient_id
  OR NEW.appointment_id IS NOT OLD.appointment_id
BEGIN SELECT RAISE(ABORT, 'fixed'); END;
CREATE TRIGGER encounter_never_deleted BEFORE DELETE ON encounter
BEGIN SELECT RAISE(ABORT, 'never_deleted'); END;
CREATE TRIGGER encounter_never_replaced BEFORE INSERT ON encounter
WHEN EXISTS (SELECT 1 FROM encounter WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'never_replaced'); END;
CREATE TRIGGER encounter_opened_once BEFORE INSERT ON encounter
WHEN NEW.appointment_id IS NOT NULL
  AND EXISTS (SELECT 1 FROM encounter WHERE clinic_id = NEW.clinic_id AND appointment_id = NEW.appointment_id)
BEGIN SELECT RAISE(ABORT, 'already_open'); END;

CREATE TRIGGER note_signed BEFORE UPDATE ON note
WHEN OLD.status = 'signed' OR EXISTS (SELECT 1 FROM encounter WHERE id = OLD.encounter_id AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER note_fixed BEFORE UPDATE ON note
WHEN NEW.rowid <> OLD.rowid OR NEW.id <> OLD.id OR NEW.clinic_id <> OLD.clinic_id OR NEW.encounter_id <> OLD.encounter_id
  OR NEW.patient_id <> OLD.patient_id OR NEW.kind <> OLD.kind OR NEW.recorded_by_id <> OLD.recorded_by_id
BEGIN SELECT RAISE(ABORT, 'fixed'); END;
CREATE TRIGGER note_never_deleted BEFORE DELETE ON note
BEGIN SELECT RAISE(ABORT, 'never_deleted'); END;
CREATE TRIGGER note_joins_signed BEFORE INSERT ON note
WHEN EXISTS (SELECT 1 FROM encounter WHERE id = NEW.encounter_id AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER note_of_encounter BEFORE INSERT ON note
WHEN NOT EXISTS (SELECT 1 FROM encounter
  WHERE id = NEW.encounter_id AND clinic_id = NEW.clinic_id AND patient_id = NEW.patient_id)
BEGIN SELECT RAISE(ABORT, 'encounter_not_found'); END;
CREATE TRIGGER note_never_replaced BEFORE INSERT ON note
WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.id OR rowid = NEW.rowid)
  OR (NEW.kind = 'soap' AND EXISTS (SELECT 1 FROM note
    WHERE clinic_id = NEW.clinic_id AND encounter_id = NEW.encounter_id AND kind = 'soap'))
BEGIN SELECT RAISE(ABORT, 'never_replaced'); END;

CREATE TRIGGER note_version_never_updated BEFORE UPDATE ON note_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER note_version_never_deleted BEFORE DELETE ON note_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER note_version_never_replaced BEFORE INSERT ON note_version
WHEN EXISTS (SELECT 1 FROM note_version WHERE note_id = NEW.note_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'append_only'); END;

-- Laboratory results arrive late: they may join a signed encounter under their own author and time, and be retracted there.
CREATE TRIGGER observation_signed BEFORE UPDATE ON observation
WHEN OLD.category <> 'laboratory' AND EXISTS (SELECT 1 FROM encounter WHERE id = OLD.encounter_id AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER observation_joins_signed BEFORE INSERT ON observation
WHEN NEW.category <> 'laboratory' AND EXISTS (SELECT 1 FROM encounter WHERE id = NEW.encounter_id AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER observation_of_encounter BEFORE INSERT ON observation
WHEN NEW.encounter_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM encounter
  WHERE id = NEW.encounter_id AND clinic_id = NEW.clinic_id AND patient_id = NEW.patient_id)
BEGIN SELECT RAISE(ABORT, 'encounter_not_found'); END;
-- What was observed is never rewritten, only retracted: then the row changes its status and nothing else.
CREATE TRIGGER observation_fixed BEFORE UPDATE ON observation
WHEN OLD.status <> 'final' OR NEW.rowid <> OLD.rowid
  OR (NEW.id, NEW.clinic_id, NEW.patient_id, NEW.batch_id, NEW.category, NEW.code, NEW.observed_at, NEW.created_at, NEW.recorded_by_id)
    <> (OLD.id, OLD.clinic_id, OLD.patient_id, OLD.batch_id, OLD.category, OLD.code, OLD.observed_at, OLD.created_at, OLD.recorded_by_id)
  OR NEW.encounter_id IS NOT OLD.encounter_id OR NEW.value IS NOT OLD.value OR NEW.unit IS NOT OLD.unit
  OR NEW.value_text IS NOT OLD.value_text OR NEW.value_code IS NOT OLD.value_code OR NEW.components IS NOT OLD.components
BEGIN SELECT RAISE(ABORT, 'fixed'); END;
CREATE TRIGGER observation_never_deleted BEFORE DELETE ON observation
BEGIN SELECT RAISE(ABORT, 'never_deleted'); END;
CREATE TRIGGER observation_never_replaced BEFORE INSERT ON observation
WHEN EXISTS (SELECT 1 FROM observation WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'never_replaced'); END;
