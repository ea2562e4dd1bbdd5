-- Who has been signed in for a while proves again who they are before something that reaches far. When that was last done in this session;
-- signing in was proof too, so that sessions of before need nothing.
ALTER TABLE session ADD COLUMN stepped_up_at INTEGER;

-- Whether the clinic asks for it before a note is signed: a copy of its policy, which staff owns.
ALTER TABLE clinic ADD COLUMN step_up_to_sign INTEGER NOT NULL DEFAULT 0 CHECK (step_up_to_sign IN (0, 1));
