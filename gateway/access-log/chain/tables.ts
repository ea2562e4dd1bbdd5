/**
 * The tables of one clinic's log, in the SQLite of its Durable Object. Made when it is first opened; there is nothing to migrate yet.
 *
 * `entry` is append-only: UPDATE, DELETE, and INSERT over an existing key, because INSERT OR REPLACE walks past the first two triggers.
 * `entry_patient` is the index by patient, `saved` the last checkpoint that went to R2.
 */
export const tables = [
  `CREATE TABLE IF NOT EXISTS clinic (id TEXT PRIMARY KEY) STRICT`,
  `CREATE TABLE IF NOT EXISTS entry (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    at INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    account_name TEXT NOT NULL,
    roles TEXT NOT NULL CHECK (json_valid(roles)),
    acts_for TEXT NOT NULL CHECK (json_valid(acts_for)),
    action TEXT NOT NULL,
    object_id TEXT,
    patient_ids TEXT NOT NULL CHECK (json_valid(patient_ids)),
    outcome TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT`,
  `CREATE UNIQUE INDEX IF NOT EXISTS entry_of_request ON entry (request_id, action)`,
  `CREATE INDEX IF NOT EXISTS entry_by_time ON entry (at)`,
  `CREATE INDEX IF NOT EXISTS entry_by_account ON entry (account_id, at)`,
  `CREATE INDEX IF NOT EXISTS entry_by_action ON entry (action, at)`,
  `CREATE INDEX IF NOT EXISTS entry_refused ON entry (at) WHERE outcome <> 'ok'`,
  `CREATE TABLE IF NOT EXISTS entry_patient (
    patient_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (patient_id, at, sequence)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS saved (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT`,

  `CREATE TRIGGER IF NOT EXISTS entry_never_updated BEFORE UPDATE ON entry
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
  `CREATE TRIGGER IF NOT EXISTS entry_never_deleted BEFORE DELETE ON entry
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
  `CREATE TRIGGER IF NOT EXISTS entry_never_replaced BEFORE INSERT ON entry
   WHEN EXISTS (SELECT 1 FROM entry WHERE sequence = NEW.sequence)
     OR EXISTS (SELECT 1 FROM entry WHERE request_id = NEW.request_id AND action = NEW.action)
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
  `CREATE TRIGGER IF NOT EXISTS entry_patient_never_updated BEFORE UPDATE ON entry_patient
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
  `CREATE TRIGGER IF NOT EXISTS entry_patient_never_deleted BEFORE DELETE ON entry_patient
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
]
