-- Which of two tiers answered a text better, as imported. `outcome` is 1 where tier a is better, 0 where b is, .5 for a
-- tie. The split follows from the text, as for examples.
CREATE TABLE preferences (
  id INTEGER PRIMARY KEY,
  text_hash TEXT NOT NULL,
  task_id TEXT NOT NULL,
  split INTEGER NOT NULL,
  text TEXT NOT NULL,
  tier_a TEXT NOT NULL,
  tier_b TEXT NOT NULL,
  outcome REAL NOT NULL CHECK (outcome >= 0 AND outcome <= 1),
  weight REAL NOT NULL CHECK (weight > 0),
  source TEXT NOT NULL,
  at_us INTEGER NOT NULL
)
-- next
CREATE INDEX preferences_by_text ON preferences(text_hash, task_id)
-- next
-- Limits of a task's queries in a policy version; no row: none.
CREATE TABLE policy_limits (
  sequence INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  latency_ms REAL CHECK (latency_ms > 0),
  cost_usd REAL CHECK (cost_usd > 0),
  PRIMARY KEY (sequence, task_id),
  FOREIGN KEY (sequence, task_id) REFERENCES policy_tasks(sequence, task_id)
) -- clustered
-- next
-- Texts unlike anything seen are few and are counted.
CREATE INDEX queries_novel ON queries(row) WHERE is_novel = 1
