-- Who registered on the clinic's public page, and whom nobody of the clinic has met yet: a record of its own, matched with none.
ALTER TABLE patient ADD COLUMN unverified INTEGER NOT NULL DEFAULT 0 CHECK (unverified IN (0, 1));
