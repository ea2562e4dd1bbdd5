-- Sign-in events that belong to no clinic: of addresses that nobody has, and of accounts without a clinic. Those of a clinic's people are
-- in its access log. The address is an HMAC: what was typed may be a real one. Append-only, kept 90 days.
CREATE TABLE unknown_sign_in (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL,
  outcome TEXT NOT NULL,
  account_id TEXT,
  address_hash TEXT,
  request_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX unknown_sign_in_by_age ON unknown_sign_in (at);

CREATE TRIGGER unknown_sign_in_never_updated BEFORE UPDATE ON unknown_sign_in BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER unknown_sign_in_never_replaced BEFORE INSERT ON unknown_sign_in
WHEN EXISTS (SELECT 1 FROM unknown_sign_in WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append_only'); END;
