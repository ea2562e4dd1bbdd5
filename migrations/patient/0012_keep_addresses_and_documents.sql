-- Addresses that a patient had before, so that a notice goes where the patient was reached a week ago and not where somebody wrote it since.
-- By a trigger: no verb forgets it. A patient's address of now has stood since the newest row here, else since the patient was registered.
-- Times are Unix milliseconds.
CREATE TABLE earlier_email (
  clinic_id TEXT NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  until INTEGER NOT NULL,
  email TEXT, -- null: there was none
  PRIMARY KEY (clinic_id, patient_id, until)
) STRICT, WITHOUT ROWID;
-- Of two changes within one millisecond the first says what stood before.
CREATE TRIGGER patient_email_remembered AFTER UPDATE OF email ON patient WHEN OLD.email IS NOT NEW.email
BEGIN INSERT OR IGNORE INTO earlier_email VALUES (NEW.clinic_id, NEW.id, NEW.updated_at, OLD.email); END;

-- The document by which somebody of the clinic has seen who this is. Whoever was verified before it was asked for keeps what they have.
ALTER TABLE patient ADD COLUMN verified_with TEXT CHECK (verified_with IN
  ('identity_card', 'passport', 'family_card', 'birth_certificate', 'driving_licence', 'insurance_card', 'other'));
-- Who registered on the public page stays so, also when the mark `unverified` is gone.
ALTER TABLE patient ADD COLUMN registered_online INTEGER NOT NULL DEFAULT 0 CHECK (registered_online IN (0, 1));
