-- A patient's open encounters are few beside the past ones: a summary finds them without reading the others.
CREATE INDEX encounter_open_by_patient ON encounter (clinic_id, patient_id, started_at, id) WHERE status = 'in_progress';
