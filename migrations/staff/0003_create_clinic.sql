-- The clinic itself. Staff owns it; identity holds a copy fed by the outbox. Its id is the clinic_id of every other row.
-- slug is the public address and unique among all clinics. policies holds only what differs from the defaults of view.ts.
CREATE TABLE clinic (
  clinic_id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) > 0),
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 2 AND 60),
  timezone TEXT NOT NULL,
  country TEXT NOT NULL CHECK (length(country) = 2),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  locale TEXT NOT NULL CHECK (locale IN ('en', 'id')),
  phone TEXT,
  address TEXT CHECK (address IS NULL OR json_valid(address)),
  policies TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(policies)),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX clinic_slug ON clinic (slug);

-- Times in which the whole clinic is closed, Unix milliseconds, half-open.
-- No longer than 731 days, so that "which closures touch this week" reads a bounded range of starts_at and never the whole past.
CREATE TABLE closure (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 63158400000)
) STRICT;
CREATE INDEX closure_by_start ON closure (clinic_id, starts_at, id);
