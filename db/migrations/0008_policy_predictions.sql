-- The preview that was on screen when a policy version was applied, one row a task and measure. Values of costs are
-- dollars a query, the others shares or means in [0, 1].
CREATE TABLE policy_predictions (
  sequence INTEGER NOT NULL REFERENCES policy_versions(sequence),
  task_id TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('cost', 'quality', 'escalations')),
  queries INTEGER NOT NULL CHECK (queries >= 0),
  value_before REAL NOT NULL,
  value_after REAL NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  PRIMARY KEY (sequence, task_id, measure)
) -- clustered
