-- What opens a screen is signed by the gateway and names the screen's row: nothing of it is kept, and a repeated request can be answered
-- alike.
DROP INDEX queue_screen_by_token;
ALTER TABLE queue_screen DROP COLUMN token_hash;
