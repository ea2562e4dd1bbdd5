-- Effects are forgotten a day after they were done; the sweep finds them by that, over all clinics.
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;
