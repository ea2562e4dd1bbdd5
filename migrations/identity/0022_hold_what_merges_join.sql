-- What a merge joins is open to nobody until somebody approves it: `covers` lists the other records of the person that an approval has opened to
-- a relation. What a relation reached by a merge before this waits for approval like any other.
ALTER TABLE stands_for ADD COLUMN covers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(covers));
-- The duplicates whose merges wait for approval, a JSON array; null where none does. One could be remembered until now.
UPDATE stands_for SET held_for = json_array(held_for) WHERE held_for IS NOT NULL;
-- Whether the patient Worker has said that the patient has a portal, since anything last changed about it: what is believed while it is silent.
ALTER TABLE stands_for ADD COLUMN portal_open INTEGER NOT NULL DEFAULT 0 CHECK (portal_open IN (0, 1));
-- When patient and guardian were told that the patient comes of age.
ALTER TABLE stands_for ADD COLUMN of_age_told_at INTEGER;

DROP INDEX stands_for_waiting;
CREATE INDEX stands_for_waiting ON stands_for (clinic_id, created_at, id)
  WHERE ended_at IS NULL AND ((approved_at IS NULL AND opening <> 'at_once') OR held_for IS NOT NULL);

-- Where the patient hears of a relation: every address of the person gets a mail of its own. A mail about a relation names a row of these.
CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  relation_id TEXT NOT NULL,
  email TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_of_relation ON notice (relation_id);
INSERT INTO notice SELECT id, clinic_id, id, notice_to, created_at FROM stands_for WHERE notice_to IS NOT NULL;
ALTER TABLE stands_for DROP COLUMN notice_to;

-- Who works or worked in a clinic: their accounts and addresses open nobody's record by themselves. A membership that is removed is gone,
-- and one may be changed to the portal alone, so this is remembered beside it, by triggers. Not by INSERT OR IGNORE: inside a trigger the
-- conflict clause of the outer statement is the one that counts.
CREATE TABLE worked_here (
  clinic_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  PRIMARY KEY (clinic_id, account_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO worked_here SELECT clinic_id, account_id FROM membership WHERE roles <> '["patient"]';
INSERT OR IGNORE INTO worked_here SELECT clinic_id, accepted_by FROM invitation WHERE accepted_by IS NOT NULL AND roles <> '["patient"]';
CREATE TRIGGER membership_of_staff_remembered AFTER INSERT ON membership WHEN NEW.roles <> '["patient"]'
BEGIN INSERT INTO worked_here SELECT NEW.clinic_id, NEW.account_id
  WHERE NOT EXISTS (SELECT 1 FROM worked_here WHERE clinic_id = NEW.clinic_id AND account_id = NEW.account_id); END;
CREATE TRIGGER membership_became_staff_remembered AFTER UPDATE OF roles ON membership WHEN NEW.roles <> '["patient"]'
BEGIN INSERT INTO worked_here SELECT NEW.clinic_id, NEW.account_id
  WHERE NOT EXISTS (SELECT 1 FROM worked_here WHERE clinic_id = NEW.clinic_id AND account_id = NEW.account_id); END;

-- A proof is the password or a code that was given in the session itself: a session that a mailed link opened has none. Those of before
-- count as they did.
UPDATE session SET stepped_up_at = created_at WHERE stepped_up_at IS NULL;
