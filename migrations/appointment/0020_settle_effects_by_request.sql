-- Whoever applies an effect settles it: the gateway, which appends a write's entry to the access log before it answers, names the request.
-- The index holds what is not settled alone, so it stays as small as what is still to be done.
ALTER TABLE outbox ADD COLUMN request_id TEXT;
CREATE INDEX outbox_by_request ON outbox (request_id) WHERE settled_at IS NULL;
