-- A password is chosen by whoever follows the mailed link, never by whoever typed the address: until now the hash of a password that came with
-- a registration or a printed code waited here, and opened the account once the owner of the mailbox had confirmed.
-- Dropping the columns ends the ones that wait: their links go on working, and ask for a password.
ALTER TABLE registration DROP COLUMN password_hash;
ALTER TABLE patient_registration DROP COLUMN password_hash;
ALTER TABLE claim DROP COLUMN password_hash;

-- Nobody has an account whose address was not proved. In the database, so that no way in can forget it.
CREATE TRIGGER account_has_proved_address BEFORE INSERT ON account WHEN NEW.confirmed_at IS NULL
BEGIN SELECT RAISE(ABORT, 'address_unproved'); END;
CREATE TRIGGER account_keeps_proved_address BEFORE UPDATE OF email, confirmed_at ON account
WHEN NEW.confirmed_at IS NULL OR (NEW.email <> OLD.email AND NEW.confirmed_at <= OLD.confirmed_at)
BEGIN SELECT RAISE(ABORT, 'address_unproved'); END;
