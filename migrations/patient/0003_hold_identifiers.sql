-- What was said of a person's numbers stays with the person, in the order it was said:
-- [{"type","value","national":true?,"source":"…"?}]; national marks the one that is the country's own, source the import it came by.
ALTER TABLE patient ADD COLUMN identifiers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(identifiers));

-- Who holds which number, in its normal form (letters and digits, capitals). The index decides when two registrations race for one number.
-- A mother's number, a family card and "other" may be shared, so they are findable but not unique.
CREATE TABLE patient_identifier (
  clinic_id TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN
    ('nik', 'mother_nik', 'family_card', 'bpjs', 'satusehat', 'nhs', 'ssn', 'passport', 'old_record', 'other')),
  normal TEXT NOT NULL CHECK (length(normal) > 0),
  patient_id TEXT NOT NULL REFERENCES patient (id),
  PRIMARY KEY (clinic_id, type, normal, patient_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX patient_identifier_taken ON patient_identifier (clinic_id, type, normal)
  WHERE type NOT IN ('mother_nik', 'family_card', 'other');
CREATE INDEX patient_identifier_of ON patient_identifier (patient_id);
