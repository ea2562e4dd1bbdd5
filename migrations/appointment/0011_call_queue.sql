-- Who was called, when, how often and where to; and who was skipped, with the place in the queue that follows from it.
-- The order of the queue is (queue_rank, queue_due, skipped_at, queue_number). Without a skip rank and due follow from the visit: urgent
-- first, then by the later of appointed time and arrival. A skip copies them from the one behind whom the patient now waits.
ALTER TABLE appointment ADD COLUMN called_at INTEGER;
ALTER TABLE appointment ADD COLUMN call_count INTEGER NOT NULL DEFAULT 0 CHECK (call_count >= 0);
ALTER TABLE appointment ADD COLUMN called_staff_id TEXT;
ALTER TABLE appointment ADD COLUMN called_room_id TEXT;
ALTER TABLE appointment ADD COLUMN queue_rank INTEGER CHECK (queue_rank IN (0, 1));
ALTER TABLE appointment ADD COLUMN queue_due INTEGER;
ALTER TABLE appointment ADD COLUMN skipped_at INTEGER;

-- A television in the waiting room. What opens it is kept as a SHA-256 hash; a screen taken back is gone.
CREATE TABLE queue_screen (
  id TEXT PRIMARY KEY,
  clinic_id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0),
  token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
  made_by TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX queue_screen_by_name ON queue_screen (clinic_id, name, id);
CREATE UNIQUE INDEX queue_screen_by_token ON queue_screen (clinic_id, token_hash);

-- A patient is called to a room of the clinic that is there and in use.
CREATE TRIGGER appointment_called_room_known BEFORE UPDATE OF called_room_id ON appointment
WHEN NEW.called_room_id IS NOT NULL AND NEW.called_room_id IS NOT OLD.called_room_id AND NOT EXISTS (SELECT 1 FROM room r
  WHERE r.id = NEW.called_room_id AND r.clinic_id = NEW.clinic_id AND r.removed_at IS NULL AND r.maintenance = 0)
BEGIN SELECT RAISE(ABORT, 'room_not_found'); END;
