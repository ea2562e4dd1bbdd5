-- Whose data a change is of, separated by spaces; NULL where it is nobody's. The live channel announces a change from its row alone.
ALTER TABLE change ADD COLUMN patient_ids TEXT;
