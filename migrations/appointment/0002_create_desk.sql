-- What a front desk offers: kinds of visits, rooms, and the price list. Times are Unix milliseconds, money minor units of its currency.

-- A kind of visit and how long it takes, in minutes. Buffers keep doctor and room free before and after it.
CREATE TABLE visit_type (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
  buffer_before INTEGER NOT NULL CHECK (buffer_before BETWEEN 0 AND 60),
  buffer_after INTEGER NOT NULL CHECK (buffer_after BETWEEN 0 AND 60),
  product_id TEXT,
  self_bookable INTEGER NOT NULL CHECK (self_bookable IN (0, 1)),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_type_by_name ON visit_type (clinic_id, name, id);
CREATE INDEX visit_type_by_change ON visit_type (clinic_id, updated_at, id);

-- A removed room stays as a row, because past visits name it; its number is free again.
-- Whether a room is occupied is not stored: it is read off the visits in progress.
CREATE TABLE room (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  number TEXT NOT NULL CHECK (length(number) > 0),
  type TEXT NOT NULL CHECK (length(type) > 0),
  price_amount INTEGER NOT NULL CHECK (price_amount >= 0),
  price_currency TEXT NOT NULL CHECK (length(price_currency) = 3),
  maintenance INTEGER NOT NULL CHECK (maintenance IN (0, 1)),
  equipment TEXT NOT NULL CHECK (json_valid(equipment)),
  removed_at INTEGER,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX room_number ON room (clinic_id, number) WHERE removed_at IS NULL;
CREATE INDEX room_by_number ON room (clinic_id, number, id);
CREATE INDEX room_by_change ON room (clinic_id, updated_at, id);

-- What the clinic charges for. tax_rate is hundredths of a percent: 1100 is 11 %.
CREATE TABLE product (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0),
  code TEXT CHECK (code IS NULL OR length(code) > 0),
  kind TEXT NOT NULL CHECK (kind IN ('service', 'medicine', 'supply', 'room')),
  price_amount INTEGER NOT NULL CHECK (price_amount >= 0),
  price_currency TEXT NOT NULL CHECK (length(price_currency) = 3),
  tax_rate INTEGER CHECK (tax_rate BETWEEN 0 AND 10000),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX product_code ON product (clinic_id, code) WHERE code IS NOT NULL;
CREATE INDEX product_by_name ON product (clinic_id, name, id);
CREATE INDEX product_by_change ON product (clinic_id, updated_at, id);
