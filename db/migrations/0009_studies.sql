-- Blind comparisons of what cheaper tiers sent with what the last tier says. The routed answer is the attempt's own;
-- the last tier's is kept here, under the rule of the task's texts, and goes with the query.
CREATE TABLE studies (
  id TEXT PRIMARY KEY,
  at_us INTEGER NOT NULL,
  from_us INTEGER NOT NULL,
  to_us INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  last_tier_id TEXT NOT NULL,
  seed TEXT NOT NULL,
  pairs INTEGER NOT NULL,
  population INTEGER NOT NULL,
  last_tier_sent INTEGER NOT NULL,
  without_answer INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  cost_nano INTEGER NOT NULL,
  unknown_cost INTEGER NOT NULL
)
-- next
CREATE TABLE study_pairs (
  study_id TEXT NOT NULL REFERENCES studies(id),
  position INTEGER NOT NULL,
  query INTEGER NOT NULL REFERENCES queries(row) ON DELETE CASCADE,
  is_routed_first INTEGER NOT NULL CHECK (is_routed_first IN (0, 1)),
  last_tier_answer TEXT NOT NULL,
  PRIMARY KEY (study_id, position)
) -- clustered
-- next
CREATE INDEX study_pairs_by_query ON study_pairs(query)
-- next
CREATE TABLE study_judgements (
  study_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  reviewer TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('routed', 'tie', 'last')),
  at_us INTEGER NOT NULL,
  PRIMARY KEY (study_id, position, reviewer),
  FOREIGN KEY (study_id, position) REFERENCES study_pairs(study_id, position) ON DELETE CASCADE
) -- clustered
