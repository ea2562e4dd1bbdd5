-- Whatever ends a session or changes what somebody may leaves a row for the live channel, which closes the sockets concerned: a trigger, so that
-- no way to do it can forget. A client that still may comes back with a ticket of its own.
CREATE TRIGGER session_ended AFTER UPDATE OF revoked_at ON session
WHEN NEW.revoked_at IS NOT NULL AND OLD.revoked_at IS NULL
BEGIN
  INSERT INTO outbox (id, clinic_id, topic, object_id, payload, created_at, due_at, attempts)
  VALUES ('evt-' || lower(hex(randomblob(16))), OLD.clinic_id, 'live.ended', NEW.account_id, json_object('sessionId', NEW.id), NEW.revoked_at, NEW.revoked_at, 0);
END;

CREATE TRIGGER session_moved AFTER UPDATE OF clinic_id ON session
WHEN NEW.clinic_id <> OLD.clinic_id
BEGIN
  INSERT INTO outbox (id, clinic_id, topic, object_id, payload, created_at, due_at, attempts)
  VALUES ('evt-' || lower(hex(randomblob(16))), OLD.clinic_id, 'live.ended', NEW.account_id, json_object('sessionId', NEW.id), NEW.rotated_at, NEW.rotated_at, 0);
END;

CREATE TRIGGER membership_changed AFTER UPDATE OF version, disabled_at ON membership
BEGIN
  INSERT INTO outbox (id, clinic_id, topic, object_id, payload, created_at, due_at, attempts)
  VALUES ('evt-' || lower(hex(randomblob(16))), NEW.clinic_id, 'live.ended', NEW.account_id, '{}', NEW.updated_at, NEW.updated_at, 0);
END;

CREATE TRIGGER membership_removed AFTER DELETE ON membership
BEGIN
  INSERT INTO outbox (id, clinic_id, topic, object_id, payload, created_at, due_at, attempts)
  VALUES ('evt-' || lower(hex(randomblob(16))), OLD.clinic_id, 'live.ended', OLD.account_id, '{}', OLD.updated_at, OLD.updated_at, 0);
END;

CREATE TRIGGER account_disabled AFTER UPDATE OF disabled_at ON account
WHEN NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL
BEGIN
  INSERT INTO outbox (id, clinic_id, topic, object_id, payload, created_at, due_at, attempts)
  SELECT 'evt-' || lower(hex(randomblob(16))), clinic_id, 'live.ended', NEW.id, '{}', NEW.disabled_at, NEW.disabled_at, 0
  FROM membership WHERE account_id = NEW.id;
END;
