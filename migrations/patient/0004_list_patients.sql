-- Lists: the latest registered first, or by change for those who keep a copy. Archived patients have indexes of their own, so that
-- neither list reads past the other's rows.
CREATE INDEX patient_present ON patient (clinic_id, record_number) WHERE archived_at IS NULL;
CREATE INDEX patient_archived ON patient (clinic_id, record_number) WHERE archived_at IS NOT NULL;
CREATE INDEX patient_changed ON patient (clinic_id, updated_at, id);
CREATE INDEX patient_archived_changed ON patient (clinic_id, updated_at, id) WHERE archived_at IS NOT NULL;
CREATE INDEX patient_present_changed ON patient (clinic_id, updated_at, id) WHERE archived_at IS NULL;

-- A batch whose UPDATE met no row must not go on: INSERT INTO stale_write SELECT 1 WHERE changes() = 0 ends it with 'stale'.
-- No row ever stays here.
CREATE TABLE stale_write (never INTEGER) STRICT;
CREATE TRIGGER stale_write_ends_batch BEFORE INSERT ON stale_write BEGIN SELECT RAISE(ABORT, 'stale'); END;
