-- What scores a tier's answers where that was learned, and the signals that it scores them by.
CREATE TABLE policy_scorers (
  sequence INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  artefact_id TEXT NOT NULL,
  PRIMARY KEY (sequence, task_id, tier_id),
  FOREIGN KEY (sequence, task_id) REFERENCES policy_tasks(sequence, task_id)
) -- clustered
-- next
-- 64-bit floating-point numbers; NULL: of a student, or of a version that kept none.
ALTER TABLE shadow_answers ADD COLUMN signals BLOB
