-- A duplicate is merged by a link to the one who is kept; nothing moves, so that taking the link away splits the two again. Who did it and
-- when is in the ledger. Links may chain (1 into 2, later 2 into 3); whoever is at the end is the survivor.
ALTER TABLE patient ADD COLUMN merged_into TEXT REFERENCES patient (id);
CREATE INDEX patient_merged ON patient (clinic_id, merged_into) WHERE merged_into IS NOT NULL;

-- Only someone who is not merged is merged, and only into another one of the clinic who is not: so there is no circle, and of two who are
-- merged into each other at once one wins. In the database because what is read before the write may be old when it comes.
CREATE TRIGGER patient_merged_into_survivor BEFORE UPDATE OF merged_into ON patient WHEN NEW.merged_into IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'itself') WHERE NEW.merged_into = NEW.id;
  SELECT RAISE(ABORT, 'patient_not_found')
    WHERE NOT EXISTS (SELECT 1 FROM patient p WHERE p.id = NEW.merged_into AND p.clinic_id = NEW.clinic_id);
  SELECT RAISE(ABORT, 'merged') WHERE EXISTS (SELECT 1 FROM patient p WHERE p.id = NEW.merged_into AND p.merged_into IS NOT NULL);
END;
CREATE TRIGGER patient_never_begins_merged BEFORE INSERT ON patient WHEN NEW.merged_into IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'merged'); END;
-- A merged patient is left alone, whichever verb forgets it: the one write there is takes the link away.
CREATE TRIGGER patient_merged_stays BEFORE UPDATE ON patient WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'merged'); END;

-- A merged patient is found by the exact numbers, and known again by an import, and by nothing else; unmerging writes the terms anew.
-- State 0, so that the numbers of one who was archived lead to the survivor, too.
CREATE TRIGGER patient_merged_leaves_search AFTER UPDATE OF merged_into ON patient
WHEN NEW.merged_into IS NOT NULL AND OLD.merged_into IS NULL
BEGIN
  DELETE FROM search_term WHERE patient_id = NEW.id AND substr(term, 1, 1) NOT IN ('!', '#', '~');
  UPDATE search_term SET state = 0 WHERE patient_id = NEW.id AND state <> 0;
END;

-- The lists leave merged patients out, and do not read past them.
DROP INDEX patient_present;
DROP INDEX patient_archived;
DROP INDEX patient_present_changed;
DROP INDEX patient_archived_changed;
CREATE INDEX patient_present ON patient (clinic_id, record_number) WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE INDEX patient_archived ON patient (clinic_id, record_number) WHERE archived_at IS NOT NULL AND merged_into IS NULL;
CREATE INDEX patient_present_changed ON patient (clinic_id, updated_at, id) WHERE archived_at IS NULL AND merged_into IS NULL;
CREATE INDEX patient_archived_changed ON patient (clinic_id, updated_at, id) WHERE archived_at IS NOT NULL AND merged_into IS NULL;
