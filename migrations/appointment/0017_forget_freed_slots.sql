-- A freed time that is closed and was never offered has served its time: it goes as it is closed. One that was offered stays with its offers.
-- In the database, so that whatever closes one (its hour has come, nobody suits) leaves none behind.
CREATE TRIGGER freed_slot_goes_when_closed AFTER UPDATE OF closed_at ON freed_slot
WHEN NEW.closed_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.clinic_id = NEW.clinic_id AND o.freed_id = NEW.id)
BEGIN
  DELETE FROM freed_slot WHERE id = NEW.id;
END;

DELETE FROM freed_slot WHERE closed_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.clinic_id = freed_slot.clinic_id AND o.freed_id = freed_slot.id);
