-- Who stands for a patient, since when, asked in by whom, and whether the record is open to them yet. Times are Unix milliseconds.
-- A row is never deleted: what ended keeps its account, also where the membership is removed (so it has no foreign key any more).
-- What stands here from before has the opening `at_once`: relations of before stay in force.
ALTER TABLE stands_for RENAME TO stands_for_before;
CREATE TABLE stands_for (
  id TEXT PRIMARY KEY DEFAULT ('rel-' || lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
    || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))),
  clinic_id TEXT NOT NULL,
  membership_id TEXT NOT NULL,
  account_id TEXT, -- a trigger fills it
  patient_id TEXT NOT NULL,
  relation TEXT NOT NULL CHECK (relation IN ('self', 'guardian', 'carer')),
  opening TEXT NOT NULL DEFAULT 'at_once' CHECK (opening IN ('at_once', 'after_a_day', 'by_approval')),
  invited_by TEXT, -- an account; null for whoever registered on the public page, and for relations of before
  invited_by_name TEXT,
  notice_to TEXT, -- the patient's address as it was seven days before this began
  approved_at INTEGER,
  approved_by TEXT,
  approved_by_name TEXT,
  of_age_on TEXT CHECK (length(of_age_on) = 10), -- of a guardian: the day on which the patient comes of age, once it is near
  confirmed_at INTEGER, -- a guardianship of somebody of age that goes on
  checked_at INTEGER, -- when the sweep last looked at the patient's age
  ended_at INTEGER,
  ended_by TEXT,
  ended_by_name TEXT,
  ended_for TEXT CHECK (ended_for IN ('request', 'merge', 'of_age', 'membership')),
  end_reason TEXT,
  held_for TEXT, -- the duplicate whose merge closed the record again, until it is approved or split off
  merged_id TEXT, -- the duplicate whose merge ended this: splitting it off again takes that back
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL DEFAULT 0,
  CHECK ((ended_at IS NULL) = (ended_for IS NULL)),
  CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  CHECK (merged_id IS NULL OR ended_for = 'merge')
) STRICT;
INSERT INTO stands_for (clinic_id, membership_id, account_id, patient_id, relation, created_at, updated_at)
  SELECT s.clinic_id, s.membership_id, m.account_id, s.patient_id, s.relation, s.created_at, s.created_at
  FROM stands_for_before s JOIN membership m ON m.id = s.membership_id;
DROP TABLE stands_for_before;

CREATE UNIQUE INDEX stands_for_once ON stands_for (clinic_id, membership_id, patient_id) WHERE ended_at IS NULL;
CREATE INDEX stands_for_patient ON stands_for (clinic_id, patient_id, created_at);
CREATE INDEX stands_for_listed ON stands_for (clinic_id, created_at, id) WHERE ended_at IS NULL;
CREATE INDEX stands_for_waiting ON stands_for (clinic_id, created_at, id)
  WHERE ended_at IS NULL AND approved_at IS NULL AND opening <> 'at_once';
-- The sweep asks over all clinics, whom it has not looked at for longest first.
CREATE INDEX stands_for_guardians ON stands_for (checked_at) WHERE ended_at IS NULL AND relation = 'guardian';

-- Here and not in the verbs, so that no way in forgets it.
CREATE TRIGGER stands_for_keeps_the_account AFTER INSERT ON stands_for WHEN NEW.account_id IS NULL
BEGIN UPDATE stands_for SET account_id = (SELECT account_id FROM membership WHERE id = NEW.membership_id) WHERE id = NEW.id; END;

-- Identity's copy of the clinic's policy.
ALTER TABLE clinic ADD COLUMN age_of_majority INTEGER NOT NULL DEFAULT 18;

-- An invitation is looked for by who sent it, when that person leaves.
CREATE INDEX invitation_by_inviter ON invitation (clinic_id, invited_by) WHERE accepted_at IS NULL AND revoked_at IS NULL;
