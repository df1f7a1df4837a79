-- How far the monitors have read in outcomes; written in the transaction that stores what they made of it.
CREATE TABLE monitor_cursor (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  outcome INTEGER NOT NULL
)
-- next
INSERT INTO monitor_cursor(id, outcome) VALUES (1, 0)
-- next
-- One row a certificate that was watched; `sequence` is the policy version that brought it. `state` is the exact
-- state, the columns after it are for people and pages.
CREATE TABLE monitors (
  task_id TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  sequence INTEGER NOT NULL REFERENCES policy_versions(sequence),
  threshold REAL NOT NULL,
  rate REAL NOT NULL CHECK (rate > 0 AND rate <= 1),
  state TEXT NOT NULL,
  alpha REAL NOT NULL,
  delta REAL NOT NULL,
  watch_level REAL NOT NULL,
  audits INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  alarm_evidence REAL NOT NULL,
  watch_evidence REAL NOT NULL,
  is_alarm INTEGER NOT NULL CHECK (is_alarm IN (0, 1)),
  is_watch INTEGER NOT NULL CHECK (is_watch IN (0, 1)),
  risk_low REAL NOT NULL,
  risk_high REAL NOT NULL,
  updated_at_us INTEGER NOT NULL,
  PRIMARY KEY (task_id, tier_id, sequence)
) -- clustered
-- next
-- The running evidence chart; thinned as it grows.
CREATE TABLE monitor_points (
  task_id TEXT NOT NULL,
  tier_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  audits INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  alarm_evidence REAL NOT NULL,
  watch_evidence REAL NOT NULL,
  at_us INTEGER NOT NULL,
  PRIMARY KEY (task_id, tier_id, sequence, audits)
) -- clustered
