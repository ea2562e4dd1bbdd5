/**
 * The tables of one clinic's log, in the SQLite of its Durable Object. Made when it is first opened.
 *
 * `entry` is append-only: UPDATE, DELETE, and INSERT over an existing key, because INSERT OR REPLACE walks past the first two triggers.
 * `entry_patient` is the index by patient, `saved` the checkpoints that went to R2, `archived` the spans that did,
 * `refusals` counts the refused requests of the last minute, `refused_patient` whom they were
 * about (refusals.ts); `opened_lately` is what sessions opened in the last
 * five minutes (looks.ts).
 */
const tables = [
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
    part INTEGER NOT NULL DEFAULT 1,
    unnamed INTEGER NOT NULL DEFAULT 0,
    times INTEGER NOT NULL DEFAULT 1,
    under TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(under)),
    reason TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT`,
  `CREATE UNIQUE INDEX IF NOT EXISTS entry_of_request_part ON entry (request_id, action, part)`,
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
  `CREATE TABLE IF NOT EXISTS archived (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT`,
  `CREATE TABLE IF NOT EXISTS refusals (
    key TEXT PRIMARY KEY,
    began INTEGER NOT NULL,
    times INTEGER NOT NULL,
    summary TEXT CHECK (json_valid(summary))
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS refused_patient (
    key TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    acts_for INTEGER NOT NULL CHECK (acts_for IN (0, 1)),
    PRIMARY KEY (key, patient_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS opened_lately (key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS opened_lately_by_time ON opened_lately (at)`,

  `CREATE TRIGGER IF NOT EXISTS entry_never_updated BEFORE UPDATE ON entry
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
  `CREATE TRIGGER IF NOT EXISTS entry_never_deleted BEFORE DELETE ON entry
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
  `CREATE TRIGGER IF NOT EXISTS entry_part_never_replaced BEFORE INSERT ON entry
   WHEN EXISTS (SELECT 1 FROM entry WHERE sequence = NEW.sequence)
     OR EXISTS (SELECT 1 FROM entry WHERE request_id = NEW.request_id AND action = NEW.action AND part = NEW.part)
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
  `CREATE TRIGGER IF NOT EXISTS entry_patient_never_updated BEFORE UPDATE ON entry_patient
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
  `CREATE TRIGGER IF NOT EXISTS entry_patient_never_deleted BEFORE DELETE ON entry_patient
   BEGIN SELECT RAISE(ABORT, 'append_only'); END`,
]

/** What `entry` did not have at first. */
const addedColumns = {
  part: 'INTEGER NOT NULL DEFAULT 1',
  unnamed: 'INTEGER NOT NULL DEFAULT 0',
  times: 'INTEGER NOT NULL DEFAULT 1',
  under: "TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(under))",
  reason: 'TEXT',
}

/** What stood for one row per request, before a request could have several. */
const replaced = ['DROP INDEX IF EXISTS entry_of_request', 'DROP TRIGGER IF EXISTS entry_never_replaced']

/** Make the tables, or bring those of an older log up to date. */
export function prepareTables(sql: SqlStorage): void {
  const columns = new Set(
    sql
      .exec<{ name: string }>("SELECT name FROM pragma_table_info('entry')")
      .toArray()
      .map(({ name }) => name),
  )
  for (const [name, definition] of Object.entries(addedColumns)) {
    if (columns.size > 0 && !columns.has(name)) sql.exec(`ALTER TABLE entry ADD COLUMN ${name} ${definition}`)
  }
  for (const statement of [...replaced, ...tables]) sql.exec(statement)
}
