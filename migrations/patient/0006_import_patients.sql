-- Which row of which spreadsheet became which patient, so that the same file twice, or twice at once, adds nobody twice.
-- key is 'number:<old record number>', or 'person:<name|birth date|telephone>' for a row without one.
CREATE TABLE imported_row (
  clinic_id TEXT NOT NULL,
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (clinic_id, source, key)
) STRICT, WITHOUT ROWID;
