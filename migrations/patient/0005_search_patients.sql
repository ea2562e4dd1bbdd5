-- Search without virtual tables (they block the export of the database) and without LIKE: every question is a range of one index.
--
-- A term is what a patient is found by (workers/patient/terms.ts writes and reads them):
--   sari              a word of the name, without accents and case
--   &sari putri       two words of the name, in both orders: rarer than either word alone, so two common names read no long list
--   !42               the record number
--   #3174055507840001 an identifier · +09876543218 a telephone number, last digit first · @1984-12-31 a birth date
--   ~sari putri|…     the person as a whole: name, birth date and telephone number
-- state sorts the living before the dead and keeps the archived apart: 0 living, 1 deceased, 2 archived.
ALTER TABLE patient ADD COLUMN state INTEGER
  GENERATED ALWAYS AS (CASE WHEN archived_at IS NOT NULL THEN 2 WHEN deceased = 1 THEN 1 ELSE 0 END) VIRTUAL;

CREATE TABLE search_term (
  clinic_id TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  term TEXT NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  PRIMARY KEY (clinic_id, state, term, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_term_of ON search_term (patient_id);

-- The clinic's names, each under itself and under what is left of it when one letter is taken away: two words one typo apart share a key.
-- One row per name and key, however many people have the name. A name nobody has any more stays and finds nobody.
CREATE TABLE search_key (
  clinic_id TEXT NOT NULL,
  key TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (clinic_id, key, word)
) STRICT, WITHOUT ROWID;

-- Death and archiving move the patient's terms, whichever verb changes them.
CREATE TRIGGER patient_moves_terms AFTER UPDATE OF archived_at, deceased ON patient
WHEN (NEW.archived_at IS NULL) <> (OLD.archived_at IS NULL) OR NEW.deceased <> OLD.deceased
BEGIN
  UPDATE search_term SET state = CASE WHEN NEW.archived_at IS NOT NULL THEN 2 WHEN NEW.deceased = 1 THEN 1 ELSE 0 END
  WHERE patient_id = NEW.id;
END;
