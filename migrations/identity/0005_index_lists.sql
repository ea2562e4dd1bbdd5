-- What the lists of members and invitations are asked for. A clinic has thousands who use the portal, and few who work in it.
CREATE INDEX membership_of_staff ON membership (clinic_id, created_at, id) WHERE roles <> '["patient"]';
CREATE INDEX stands_for_patient ON stands_for (clinic_id, patient_id);
CREATE INDEX invitation_waiting ON invitation (clinic_id, created_at, id) WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitation_of_profile ON invitation (clinic_id, staff_id, created_at) WHERE staff_id IS NOT NULL;
