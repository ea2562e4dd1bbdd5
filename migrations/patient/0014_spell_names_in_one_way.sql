-- In which form a patient's search terms were written (workers/patient/search/search-terms.ts): 1 as the name is written, 2 also in one
-- spelling (Soekarno as sukarno, Moh. as muhammad). Who has form 1 is found by it, until the sweep has written the terms that are missing.
ALTER TABLE patient ADD COLUMN search_form INTEGER NOT NULL DEFAULT 1 CHECK (search_form IN (1, 2));
CREATE INDEX patient_to_reindex ON patient (id) WHERE search_form < 2;
