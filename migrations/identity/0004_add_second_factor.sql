-- A second factor per account: a time-based code (RFC 6238) and ten recovery codes. Both tables belong to a person and not to a clinic.

-- Whether a clinic asks its staff for one. Identity's own, not of the copy that staff feeds.
ALTER TABLE clinic ADD COLUMN require_second_factor INTEGER NOT NULL DEFAULT 0 CHECK (require_second_factor IN (0, 1));

-- When this session passed it; a clinic that requires it is not entered without.
ALTER TABLE session ADD COLUMN second_factor_at INTEGER;

CREATE TABLE second_factor (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  secret TEXT NOT NULL, -- AES-GCM, <nonce>.<ciphertext>; the key is derived from REFRESH_SECRET
  confirmed_at INTEGER, -- nothing is asked for before a first code has confirmed it
  last_step INTEGER NOT NULL DEFAULT 0, -- the 30 s step of the last code taken: no code counts twice, nor an earlier one
  created_at INTEGER NOT NULL
) STRICT;

-- Hashes only: each has 80 random bits. A used one stays until the codes are renewed, so that it is not taken twice.
CREATE TABLE recovery_code (
  account_id TEXT NOT NULL REFERENCES account (id),
  code_hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;
