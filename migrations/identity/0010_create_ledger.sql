-- The ledger that every domain database has: who changed what (append-only), and which Idempotency-Key made which object (kept 24 hours).
-- Until now a change of a member, an invitation, a second factor or the clinic's policy left no row of its own here, only its access log entry.
-- Times are Unix milliseconds. Append-only takes three triggers: INSERT OR REPLACE walks past the first two.
CREATE TABLE change (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  object TEXT NOT NULL,
  object_id TEXT NOT NULL,
  action TEXT NOT NULL,
  account_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  request_id TEXT NOT NULL,
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX change_by_object ON change (clinic_id, object, object_id, at);

CREATE TRIGGER change_never_updated BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER change_never_deleted BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER change_never_replaced BEFORE INSERT ON change WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TABLE idempotency (
  clinic_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  object_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (clinic_id, account_id, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at);
