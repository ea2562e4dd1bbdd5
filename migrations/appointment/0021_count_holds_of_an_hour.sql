-- 0021 a patient holds five times in an hour, let go or not.
-- A hold that is let go was deleted and counted no more, so that one account could keep a doctor's times from everybody by holding them in
-- turns. Released holds now expire, and a patient's stay for an hour. What a booking used up is deleted and does not count. Staff, who let
-- times go all day, have the five open ones of slot_hold_never_overlaps alone.
ALTER TABLE slot_hold ADD COLUMN by_patient INTEGER NOT NULL DEFAULT 0 CHECK (by_patient IN (0, 1));

-- expires_at is never before created_at, so the index by account bounds what is read.
CREATE TRIGGER slot_hold_five_an_hour BEFORE INSERT ON slot_hold
WHEN NEW.by_patient = 1
BEGIN
  SELECT RAISE(ABORT, 'too_many_open') WHERE (SELECT count(*) FROM slot_hold h
    WHERE h.clinic_id = NEW.clinic_id AND h.account_id = NEW.account_id AND h.by_patient = 1
      AND h.expires_at > NEW.created_at - 3600000 AND h.created_at > NEW.created_at - 3600000) >= 5;
END;
